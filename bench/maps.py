"""Ten readers who ask for ten maps of the thought experiment at once. `make model` lets others read beside them."""

import asyncio
import sys
import time
from itertools import combinations

from streamlit.proto.WidgetStates_pb2 import WidgetState

from bench.reader import Reader
from explainer.checked import story
from explainer.experiment_settings import AXES, DEFAULT, SEED, changed, write

WORDS = story().words.entries["model"]
SANDBOX = f"model={write(changed(DEFAULT, {'spread': 0.5}), SEED)}"
"""An address that opens the sandbox, where maps are asked for."""


async def ask_for_map(address: str, across: str, up: str) -> float:
    """Seconds until the map is there. Raises RuntimeError where a run fails."""
    reader, told = Reader(address), WORDS["map"]
    names = {name: WORDS["settings"][name]["name"] for name in AXES}
    await reader.arrive()

    def chosen(label: str, name: str) -> WidgetState:
        return WidgetState(id=reader.controls[told[label]], string_value=names[name])

    await reader.run("division", SANDBOX)
    await reader.run("division", SANDBOX, [chosen("across", across)])
    said = [chosen("across", across), chosen("up", up)]
    began = time.monotonic()
    pressed = WidgetState(id=reader.controls[told["draw"]], trigger_value=True)
    await reader.run("division", SANDBOX, [*said, pressed])
    while told["parquet"] not in reader.controls:
        await asyncio.sleep(0.8)  # as the page does
        await reader.run("division", SANDBOX, said, reader.waiting)
        if reader.failures:
            raise RuntimeError(reader.failures)
    await reader.leave()
    return time.monotonic() - began


async def main() -> None:
    pairs = [*combinations(AXES, 2)]
    took = await asyncio.gather(*(ask_for_map(sys.argv[1], *pair) for pair in pairs))
    print(f"    {len(pairs)} maps: the first after {min(took):.1f} s, the last after {max(took):.1f} s", flush=True)


if __name__ == "__main__":
    asyncio.run(main())
