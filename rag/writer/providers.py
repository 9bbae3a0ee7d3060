"""The providers of language models, and how one of their models is reached."""

from __future__ import annotations

import importlib.util
import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.errors import AnswererError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

log = logging.getLogger(__name__)

SECONDS = 60.0
"""How long a model may be silent."""


class MissingKey(Exception):
    """The provider wants a key, and the environment has none.

    Attributes:
        variable: the name of the environment variable that should hold it.
    """

    def __init__(self, variable: str) -> None:
        super().__init__(variable)
        self.variable = variable


@dataclass(frozen=True, slots=True)
class Provider:
    """Where models come from.

    Attributes:
        name: as written before the colon, and the name of the extra that installs its package.
        package: the module that speaks to it.
        langchain: the name by which LangChain's ``init_chat_model`` knows it; empty for files on this machine.
        key: the environment variable of its key; None where no key is needed.
        url: its own address.
        listing: path below ``url`` that lists its models.
        address_variable: the environment variable by which its package lets the address be changed.
        options: of its chat model's class, beyond those that all have.
    """

    name: str
    package: str
    langchain: str
    key: str | None = None
    url: str = ""
    listing: str = "/models"
    address_variable: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)


_REMOTE = {"timeout": SECONDS, "max_retries": 0}
PROVIDERS = {
    provider.name: provider
    for provider in (
        Provider(
            "openai", "langchain_openai", "openai", "OPENAI_API_KEY", "https://api.openai.com/v1",
            address_variable="OPENAI_BASE_URL", options=_REMOTE,
        ),
        Provider(
            "anthropic", "langchain_anthropic", "anthropic", "ANTHROPIC_API_KEY", "https://api.anthropic.com",
            listing="/v1/models", address_variable="ANTHROPIC_BASE_URL", options=_REMOTE,
        ),
        Provider(
            "ollama", "langchain_ollama", "ollama", None, "http://127.0.0.1:11434", listing="/api/tags",
            address_variable="OLLAMA_HOST", options={"client_kwargs": {"timeout": SECONDS}},
        ),
        Provider(
            "google", "langchain_google_genai", "google_genai", "GOOGLE_API_KEY",
            "https://generativelanguage.googleapis.com", listing="/v1beta/models",
            options={"timeout": SECONDS, "max_retries": 1, "transport": "rest"},
        ),
        Provider(
            "mistral", "langchain_mistralai", "mistralai", "MISTRAL_API_KEY", "https://api.mistral.ai/v1",
            address_variable="MISTRAL_BASE_URL", options={"timeout": int(SECONDS), "max_retries": 1},
        ),
        Provider("gguf", "xllamacpp", ""),
    )
}  # fmt: skip


def split(name: str) -> tuple[str, str]:
    """The provider and the model of ``provider:model``; raises AnswererError when there are not two."""
    provider, _, model = name.partition(":")
    if not provider or not model:
        known = ", ".join(PROVIDERS)
        raise AnswererError(f"“{name}” names no model: write provider:model, with one of {known}; or “reader”.")
    return provider, model


def installed(provider: Provider) -> bool:
    """Whether the provider's package is there."""
    needed = (provider.package, "langchain_openai") if provider.name == "gguf" else (provider.package,)
    return all(importlib.util.find_spec(package) is not None for package in needed)


def require(name: str) -> None:
    """Make sure that a model can be asked for at all, without asking.

    Raises:
        AnswererError: its provider is unknown, its package is not installed, or its file is missing.
    """
    provider_name, model = split(name)
    provider = PROVIDERS.get(provider_name)
    if provider is None:
        _require_of_langchain(provider_name, model)
    if provider_name == "gguf" and not Path(model).expanduser().is_file():
        raise AnswererError(f"There is no model file {model}: name a GGUF file as gguf:PATH.")
    if provider and not installed(provider):
        raise AnswererError(f"{name} needs a package: pip install 'pullquote[{provider_name}]'.")


def _require_of_langchain(provider: str, model: str) -> None:
    """Raise AnswererError for a provider that LangChain does not know, or whose package is missing."""
    try:
        _init(provider, model, {})
    except AnswererError:
        raise
    except Exception as error:  # of the provider's own package: it is there, and may lack only its key
        log.info("%s:%s cannot be made yet (%s).", provider, model, type(error).__name__)


def connect(name: str, url: str | None = None) -> BaseChatModel:
    """Make the chat model of ``provider:model``; nothing is sent yet.

    Any provider that LangChain's ``init_chat_model`` knows will do when its package is installed; those of
    ``PROVIDERS`` are tested.

    Args:
        name: provider and model.
        url: where its API is, when not at the provider's own address.

    Raises:
        AnswererError: the provider is unknown, its package is not installed, or the file is missing.
        MissingKey: the environment has no key for it.
    """
    require(name)
    provider_name, model = split(name)
    if provider_name == "gguf":
        from rag.writer.gguf import open_gguf

        return open_gguf(Path(model).expanduser())
    provider = PROVIDERS.get(provider_name)
    options: dict[str, Any] = {"temperature": 0, **(provider.options if provider else {})}
    if url:
        options["base_url"] = url
    if provider and provider.key and not os.environ.get(provider.key):
        if not url or provider.name != "openai":
            raise MissingKey(provider.key)
        options["api_key"] = "none"  # servers of one's own ask for none, but the client wants one
    return _init(provider.langchain if provider else provider_name, model, options)


def _init(provider: str, model: str, options: dict[str, Any]) -> BaseChatModel:
    # LangChain takes a second to import, and the reader does without.
    from langchain.chat_models import init_chat_model

    try:
        made: BaseChatModel = init_chat_model(model, model_provider=provider, **options)
    except (ValueError, ImportError) as error:
        if isinstance(error, ImportError):
            raise AnswererError(f"{provider}:{model} needs a package: pip install langchain-{provider}.") from error
        known = ", ".join(PROVIDERS)
        raise AnswererError(
            f"{provider}:{model} cannot be used: there is no provider “{provider}”. Write provider:model, with one of "
            f"{known}, or another one that LangChain knows; or “reader”."
        ) from error
    return made
