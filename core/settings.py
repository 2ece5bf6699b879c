"""How this installation is set up: read once from the environment or `.env`, all problems at once."""

from functools import cache
from pathlib import Path

from pydantic import Field, PostgresDsn, SecretStr, TypeAdapter, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from core.errors import SettingsError


class Settings(BaseSettings):
    """The settings of `docs/operations.md`. Without API keys the product runs its demo season."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True)

    database_url: SecretStr | None = None
    jotform_api_key: SecretStr | None = None
    jotform_base_url: str = "https://api.jotform.com"
    givebutter_api_key: SecretStr | None = None
    givebutter_base_url: str = "https://api.givebutter.com/v1"
    givebutter_requests_per_minute: int = Field(default=480, ge=1)
    mentor_sync_home: Path = Path(".data")

    @property
    def is_demo(self) -> bool:
        """No API keys: the invented season, in a database of its own."""
        return self.jotform_api_key is None

    @field_validator("database_url")
    @classmethod
    def _is_postgres(cls, url: SecretStr | None) -> SecretStr | None:
        if url is not None:
            try:
                TypeAdapter(PostgresDsn).validate_python(url.get_secret_value())
            except ValidationError:
                raise ValueError("is not a PostgreSQL address such as postgresql://user:password@host/name") from None
        return url

    @field_validator("jotform_base_url", "givebutter_base_url")
    @classmethod
    def _is_http(cls, url: str) -> str:
        if not url.startswith(("http://", "https://")):
            raise ValueError("must start with http:// or https://")
        return url.rstrip("/")

    @field_validator("mentor_sync_home")
    @classmethod
    def _is_absolute(cls, home: Path) -> Path:
        return home.expanduser().resolve()

    @model_validator(mode="after")
    def _has_both_keys_or_none(self) -> "Settings":
        keys = {"JOTFORM_API_KEY": self.jotform_api_key, "GIVEBUTTER_API_KEY": self.givebutter_api_key}
        missing = [name for name, key in keys.items() if key is None]
        if len(missing) == 1:
            given = next(name for name in keys if name not in missing)
            raise ValueError(f"{given} is set but {missing[0]} is not; set both, or neither for the demo season")
        return self


@cache
def read_settings() -> Settings:
    """The settings of this process. Raises `SettingsError` naming every problem, never a value."""
    try:
        return Settings()
    except ValidationError as error:
        problems = [_sentence(dict(problem)) for problem in error.errors(include_input=False, include_url=False)]
        raise SettingsError("The settings are not usable:\n" + "\n".join(problems)) from None


def _sentence(problem: dict[str, object]) -> str:
    location = problem["loc"]
    name = "".join(str(part).upper() for part in location) if isinstance(location, tuple) else ""
    return f"- {name} {str(problem['msg']).removeprefix('Value error, ')}".replace("-  ", "- ")
