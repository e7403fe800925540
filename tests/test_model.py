"""The English model is a re-upload: its contents must be those of the official en_core_web_sm 3.8.0, which publishes the
figures below in its metadata (they come from one training run and would differ in every digit for another)."""

import hashlib
import importlib
import json
from pathlib import Path

import pytest

from crossreport.reading.language import is_english, pipeline
from crossreport.reading.models import MODELS

OFFICIAL = {
    "tag_acc": 0.972937262,
    "sents_f": 0.9068156724,
    "dep_uas": 0.9176955214,
    "dep_las": 0.8991533598,
    "ents_p": 0.8429743795,
    "ents_r": 0.8436498397,
    "speed": 9426.1029865937,
}
COMPONENTS = ["tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer", "ner"]
# SHA-256 of the weights that were checked; a changed file is another model.
WEIGHTS = {
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
    "tagger/model": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
    "parser/model": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
    "ner/model": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
}


@pytest.fixture(scope="module")
def package() -> Path:
    module = importlib.import_module(MODELS[1])
    assert module.__file__
    return Path(module.__file__).parent


def test_the_metadata_is_the_official_models(package: Path) -> None:
    meta = json.loads((package / "meta.json").read_text())
    assert {key: meta["performance"][key] for key in OFFICIAL} == OFFICIAL
    assert (meta["version"], meta["spacy_git_version"], meta["components"]) == ("3.8.0", "5010fcbd3", COMPONENTS)


@pytest.mark.parametrize("name", WEIGHTS)
def test_the_weights_are_those_that_were_checked(package: Path, name: str) -> None:
    found = next(package.glob(f"*/{name}"))
    assert hashlib.sha256(found.read_bytes()).hexdigest() == WEIGHTS[name]


def test_the_package_brings_data_and_no_code_of_its_own(package: Path) -> None:
    scripts = {path.relative_to(package).as_posix() for path in package.rglob("*.py")}
    assert scripts == {"__init__.py"}
    assert "spacy.util" in (package / "__init__.py").read_text()


def test_the_pipeline_parses_a_sentence() -> None:
    doc = pipeline()("Two men were killed in Orlen on Friday.")
    assert [token.lemma_ for token in doc if token.dep_ == "ROOT"] == ["kill"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The police said on Monday that two people were killed and that a third was hurt in the attack on the town.", True),
        ("La policía informó el lunes que dos personas murieron y una tercera resultó herida en el ataque a la ciudad "
         "según fuentes del hospital central de la capital.", False),
        ("Two dead in fire", True),
        ("قتل شخصان في هجوم", False),
    ],
)  # fmt: skip
def test_english_is_told_from_other_languages(text: str, expected: bool) -> None:
    assert is_english(text) is expected
