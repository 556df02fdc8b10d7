"""What is done when nobody is waiting: memory that left with its readers goes back to the machine."""

import asyncio
import ctypes
import gc
import sys
import time

from explainer.streamlit_private import forget_who_left

EVERY = 30.0
"""Seconds between two looks at how busy the process is."""

BUSY = 0.2
"""The share of one core above which readers come first."""


async def tidy_when_idle() -> None:
    """For as long as the server runs: in quiet moments, let go of what nobody needs any more."""
    while True:
        began, cpu = time.monotonic(), time.process_time()
        await asyncio.sleep(EVERY)
        if (time.process_time() - cpu) / (time.monotonic() - began) < BUSY:
            forget_who_left()
            tidy()


def tidy() -> None:
    """Collect garbage, and let the C library give back what it keeps in store (on Linux)."""
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc has it, musl does not
        if trim is not None:
            trim(0)
