"""Every setting, from the environment, checked. The door and the story share them."""

from functools import cache
from pathlib import Path

from pydantic import HttpUrl
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Read from variables that begin with EXPLAINER_, for example EXPLAINER_CONTENT. Raises ValidationError."""

    model_config = SettingsConfigDict(env_prefix="EXPLAINER_", frozen=True)

    content: Path = Path(__file__).resolve().parent.parent / "content"
    """The folder every word and claim is read from."""

    public_address: HttpUrl | None = None
    """Where readers reach the explainer, for links that leave it. Not set: links are relative."""


@cache
def settings() -> Settings:
    return Settings()
