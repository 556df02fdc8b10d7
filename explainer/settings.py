"""Every setting, from the environment, checked. The door and the story share them."""

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import HttpUrl, StringConstraints
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Read from variables that begin with EXPLAINER_, for example EXPLAINER_CONTENT. Raises ValidationError."""

    model_config = SettingsConfigDict(env_prefix="EXPLAINER_", frozen=True)

    content: Path = Path(__file__).resolve().parent.parent / "content"
    """The folder every word and claim is read from."""

    public_address: HttpUrl | None = None
    """Where readers reach the explainer, for links that leave it. Not set: links are relative."""

    report_address: Annotated[str, StringConstraints(pattern=r"^(mailto:|https://).*\{block\}")] | None = None
    """Where readers report a mistake; {block} in it becomes the place. Not set: nothing of it is shown.

    For example `mailto:you@example.org?subject=Mistake in {block}`.
    """

    @property
    def address(self) -> str | None:
        """The public address as text."""
        return str(self.public_address) if self.public_address else None


@cache
def settings() -> Settings:
    return Settings()
