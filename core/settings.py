"""How this installation is set up: read once from the environment or `.env`, all problems at once."""

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from core.errors import SettingsError
from core.pasted import find_fault, read_file_faults

ENV_FILE = Path(".env")

_POSTGRES_SCHEMES = {"postgres", "postgresql", "postgresql+psycopg"}


class Settings(BaseSettings):
    """The settings of `docs/operations.md`. Without API keys the product runs its demo season."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE,
        env_file_encoding="utf-8-sig",  # a byte order mark would hide the first setting
        extra="ignore",
        env_ignore_empty=True,
        validate_default=True,
    )

    database_url: SecretStr | None = None
    jotform_api_key: SecretStr | None = None
    jotform_base_url: str = "https://api.jotform.com"
    givebutter_api_key: SecretStr | None = None
    givebutter_base_url: str = "https://api.givebutter.com/v1"
    givebutter_requests_per_minute: int = Field(default=480, ge=1)
    mentor_sync_home: Path = Path(".data")
    mentor_sync_supervised: bool = False  # said by `make run` to the programs it looks after

    @property
    def is_demo(self) -> bool:
        """No API keys: the invented season, in a database of its own."""
        return self.jotform_api_key is None

    @field_validator("database_url")
    @classmethod
    def _is_postgres(cls, url: SecretStr | None) -> SecretStr | None:
        if url is not None:
            parts = urlsplit(url.get_secret_value())
            if parts.scheme not in _POSTGRES_SCHEMES or not parts.path.strip("/"):
                raise ValueError("is not a PostgreSQL address such as postgresql://user:password@host/name")
        return url

    @field_validator("jotform_api_key", "givebutter_api_key")
    @classmethod
    def _can_be_sent(cls, key: SecretStr | None) -> SecretStr | None:
        if key is not None and (fault := find_fault(key.get_secret_value())):
            raise ValueError(fault)
        return key

    @field_validator("jotform_base_url", "givebutter_base_url")
    @classmethod
    def _is_http(cls, url: str) -> str:
        if fault := find_fault(url):
            raise ValueError(fault)
        if not url.startswith(("http://", "https://")):
            raise ValueError("must start with http:// or https://")
        return url.rstrip("/")

    @field_validator("mentor_sync_home")
    @classmethod
    def _is_absolute(cls, home: Path) -> Path:
        return home.expanduser().resolve()

    @field_validator("givebutter_api_key")
    @classmethod
    def _comes_with_the_other_key(cls, key: SecretStr | None, others: ValidationInfo) -> SecretStr | None:
        if "jotform_api_key" not in others.data:  # it has a fault of its own
            return key
        other = others.data["jotform_api_key"]
        if (key is None) != (other is None):
            state, other_state = ("is not set", "is") if key is None else ("is set", "is not")
            raise ValueError(f"{state} but JOTFORM_API_KEY {other_state}; set both, or neither for the demo season")
        return key


@cache
def read_settings() -> Settings:
    """The settings of this process. Raises `SettingsError` naming every problem, never a value."""
    faults = [f"- {fault}" for fault in read_file_faults(ENV_FILE, {name.upper() for name in Settings.model_fields})]
    if faults:
        raise SettingsError("The settings are not usable:\n" + "\n".join(faults))
    try:
        return Settings()
    except ValidationError as error:
        problems = [_sentence(dict(problem)) for problem in error.errors(include_input=False, include_url=False)]
        raise SettingsError("The settings are not usable:\n" + "\n".join(problems)) from None


def _sentence(problem: dict[str, Any]) -> str:
    name = "".join(str(part).upper() for part in problem["loc"])
    return f"- {name} {problem['msg'].removeprefix('Value error, ').replace('Input should be', 'must be')}"
