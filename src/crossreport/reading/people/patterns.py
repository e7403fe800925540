"""Reads from the words around a name, where the parse is at its weakest, whether it is a victim's or an accused person's."""

import re
from collections.abc import Iterator, Sequence

from crossreport.model.said import Outcome
from crossreport.reading.layout import Document, Sentence
from crossreport.reading.mentions.reality import reality
from crossreport.reading.parsed import Token, Tokens
from crossreport.reading.people.names import INITIAL, Name
from crossreport.reading.people.outcomes import DEAD, is_sexual, noun_outcome, outcome_of
from crossreport.reading.people.roles import Role, is_passive
from crossreport.vocabulary.load import words


def roles_by_pattern(document: Document, sentence: Sentence, name: Name) -> Iterator[Role]:
    """Signs in the words around a name, where the parse is at its weakest: identifications, appositions, lists of names."""
    yield from _identified_as(document, sentence, name)
    yield from _one_of_them(document, sentence, name)
    yield from _among_the_hurt(document, sentence, name)
    yield from _killing_of(document, sentence, name)
    yield from _told_apart(document, sentence, name)
    yield from _found(document, sentence, name)
    yield from _on_a_list(document, sentence, name)
    tokens = sentence.tokens
    at = name.first - tokens.start - 1
    while at >= 0 and (skipped := _listed_before(tokens, at)):
        at -= skipped
    if at < 0 or (at == name.first - tokens.start - 1 and not _leads(tokens[at])):
        return
    if name.last + 1 < tokens.end and document.doc[name.last + 1].tag_ == "POS":
        return  # "the victims were Ana Vost's neighbors"
    before = tokens[max(at - 12, 0) : at + 1]
    # "The shooter's girlfriend was identified as": whose she is does not accuse her.
    owned = {token.i - 1 for token in before if token.tag_ == "POS"}
    lemmas = ["" if token.i in owned else token.lemma_.lower() for token in before]
    named = _last(lemmas, words("people", "identify"))
    noun = _last(lemmas, words("people", "victim", "accused"))
    skipped_over = [token.lemma_.lower() for token in tokens[at + 1 : name.first - tokens.start]]
    if noun < 0 <= named and _is_hurt_one(document, sentence, [*lemmas, *skipped_over]):
        noun = named
    if noun < 0 or (named < 0 and (noun != len(lemmas) - 1 or _is_of_another(document, name, before[noun]))):
        return
    between = {token.lower_ for token in tokens[at : name.first - tokens.start]}
    if named >= 0 and not between & {"as", ":", "is", "are", "was", "were"}:
        return
    if any(child.dep_ == "neg" for child in before[named].children):
        return
    if lemmas[noun] in words("people", "accused"):
        if not _does_something_else(document, name, tokens[at + 1 : name.first - tokens.start]):
            yield Role("accused", 3.0)
    else:
        yield Role("victim", 3.0, _told_outcome(lemmas))


def _is_of_another(document: Document, name: Name, noun: Token) -> bool:
    """ "The lawyer of the dead man, Ana Vost, said": who speaks for the dead is named, and not the dead."""
    root = document.doc[name.first : name.last + 1].root
    return root.dep_ == "appos" and root.head.i < noun.i and root.head.is_ancestor(noun) and root.head.pos_ == "NOUN"


def _does_something_else(document: Document, name: Name, between: Tokens) -> bool:
    """ "After talking to the suspect, identified as Ivo Karn, Vost walked back": another clause begins behind the comma."""
    root = document.doc[name.first : name.last + 1].root
    begins = root.dep_ == "nsubj" and root.head.dep_ == "ROOT" and root.head.i > root.i
    after = document.doc[name.first - 1].text == "," and not any(token.lower_ in ("and", "&") for token in between)
    return begins and after and any(token.pos_ == "PROPN" for token in between)


def _leads(token: Token) -> bool:
    """May a word stand right before the first name of a list ("identified as", "shooting victims")?"""
    return token.lower_ in ("as", ":") or (token.tag_ == "NNS" and token.lemma_.lower() in words("people", "victim"))


IDENTIFIED_AS = re.compile(
    r"[\s,]*(?:\(?(?:aged? )?\d{1,3}\)?,?\s*)?(?:of [^,.;]{1,40},\s*)?as (?:the |one of the |a )(?P<whom>[^.;:]{1,90})", re.I
)


def _identified_as(document: Document, sentence: Sentence, name: Name) -> Iterator[Role]:
    """ "Police identified Ana Vost, 34, as the woman who was found dead", "... as the victim", "... as the gunman"."""
    before = sentence.tokens[max(name.first - sentence.tokens.start - 4, 0) : name.first - sentence.tokens.start]
    found = IDENTIFIED_AS.match(document.plain, name.end, sentence.end)
    if found is None or not {token.lemma_.lower() for token in before} & words("people", "identify"):
        return
    whom = re.split(r" (?:in|of|for|after|at|on) ", found["whom"])[0]
    span = document.doc.char_span(found.start("whom"), found.start("whom") + len(whom), alignment_mode="contract")
    lemmas = [token.lemma_.lower() for token in span] if span is not None else []
    if set(lemmas) & words("people", "accused") or "of interest" in found["whom"]:
        yield Role("accused", 3.0)
    elif set(lemmas) & (words("people", "victim", "hurt")) and not set(lemmas) & words("people", "custody"):
        yield Role("victim", 3.0, _told_outcome(lemmas))


ONE_OF = re.compile(
    r"[\s,]*(?:\(?(?:aged? )?\d{1,3}\)?,?\s*)?(?:of [^,.;]{1,40},\s*)?"
    r"(?:(?:is|was|were|who was|who were) (?:among|one of|two of)|one of) (?:\w+ ){0,5}?",
    re.I,
)


def _one_of_them(document: Document, sentence: Sentence, name: Name) -> Iterator[Role]:
    """ "Ana Vost, 19, was one of the women gunned down", "was among those killed"."""
    found = ONE_OF.match(document.plain, name.end, sentence.end)
    behind = document.doc.char_span(found.end(), sentence.end, alignment_mode="contract") if found is not None else None
    for token in list(behind or ())[:7]:
        if token.is_punct:
            return
        if token.lemma_.lower() in words("people", "victim"):
            yield Role("victim", 2.0, _told_outcome([token.lemma_.lower()]))
            return
        if token.tag_ in ("VBN", "VBD") and token.lower_ not in ("was", "were", "who"):
            outcome = outcome_of(token)
            if outcome is not None:
                yield Role("victim", 2.0, outcome, is_sexual(token))
            return


# "One of the wounded men, Ana Vost", "the third man killed, Ana Vost", "among those shot was Ana Vost", "shooting survivor
# Ana Vost", "two survivors of the attack, Ana Vost and ...", "the victim's name is Ana Vost": the words right before a row.
HURT = r"(?P<how>killed|died|slain|murdered|dead|deceased|wounded|injured|hurt|shot|stabbed|struck|gunned down)"
# One of these stands in all words right before such a row.
OF_HARM = (
    "killed", "died", "slain", "murdered", "dead", "deceased", "wounded", "injured", "hurt", "shot", "stabbed", "struck",
    "gunned", "survivor", "victim", "fatalit",
)  # fmt: skip
WHOM = (
    r"(?:man|woman|men|women|person|people|victims?|officers?|deput(?:y|ies)|soldiers?|students?|others?|teens?|teenagers?)"
)
BEFORE = re.compile(
    rf"(?:\b(?:one|two|three|four|five) of (?:the|those) (?:\w+ )?{HURT}(?: {WHOM})?"
    rf"|\b(?:the|a|an) (?:first|second|third|fourth|fifth|sixth|other|\w+) {WHOM} {HURT.replace('how', 'how2')}"
    rf"|\b(?:among|including) (?:the|those) {HURT.replace('how', 'how3')}(?: [^,.;]{{1,40}})? (?:was|were|is|are)"
    r"|\b(?:(?:shooting|attack|sole|lone|massacre) survivors?|survivors? (?:of|from) the (?:\w+ )?"
    r"(?:shooting|attack|massacre|bombing|rampage)(?: \w+)?)"
    rf"|\b(?:the|those)(?: \w+){{0,2}} who (?:(?:was|were|had been|have been) (?:\w+ )?)?{HURT.replace('how', 'how4')}"
    r"(?: [^,.;]{1,60})? (?:is|are|was|were|includes?|included)"
    r"|\b(?:the dead|the deceased|the wounded|the injured|victims|fatalities) (?:also )?(?:includes?|included)"
    r"|\bthe (?:(?:first|second|third|other|dead|slain) )?victim's name (?:is|was)"
    r")[\s,:–-]*$",
    re.I,
)


def _among_the_hurt(document: Document, sentence: Sentence, name: Name) -> Iterator[Role]:
    """Signs by words right before a row of names that say of all of it what befell them."""
    first = _row_start(sentence, name)
    start = max(sentence.start, first - 90)
    before = document.plain[start:first].lower()
    found = BEFORE.search(document.plain, start, first) if any(one in before for one in OF_HARM) else None
    if found is not None:
        how = next((found[key] for key in ("how", "how2", "how3", "how4") if found[key]), None)
        hit = how is not None and how.lower() in ("shot", "stabbed", "struck", "gunned down")
        yield Role("victim", 2.0, "killed_or_injured" if hit else _told_outcome([how.lower()]) if how else None)


# "The women were Ana Vost, 51, and ...", "he was Ivo Karn, 34", "his name was Ivo Karn": of whom harm was told before.
WHO_WAS = re.compile(
    r"\b(?:the (?:man|woman|boy|girl|teen|teenager|men|women|boys|girls|teens|teenagers)|he|she|they"
    r"|(?:his|her|the (?:man|woman|boy|girl|teen)'s) name) (?:is|are|was|were)[\s,:]*$",
    re.I,
)


def _told_apart(document: Document, sentence: Sentence, name: Name) -> Iterator[Role]:
    """Signs by a row of names that says who those are of whom harm was told before."""
    first = _row_start(sentence, name)
    found = WHO_WAS.search(document.plain, max(sentence.start, first - 40), first)
    if found is not None and not _is_whose(document, name) and _is_hurt_one(document, sentence, ["man"]):
        yield Role("victim", 2.0)


FOUND = frozenset({"find", "locate", "discover", "encounter", "leave"})
# "Ivo Karn, 34, dead", "Ana Vost, a 69-year-old resident, unresponsive", "Ivo Karn with a gunshot wound".
STATE_BEHIND = re.compile(
    r"(?:,? \(?\d{1,3}\)?)?(?:,? of [^,.;]{1,40})?(?:, an? [^,.;]{3,60})?,?\s+(?:(?P<dead>dead|lifeless|slain)"
    r"|unresponsive|unconscious|wounded|injured|shot|stabbed|bleeding"
    r"|(?:with|suffering(?: from)?) (?:[\w-]+ ){0,4}?(?:gunshot|gun shot|stab|bullet)(?: [\w-]+)? wounds?)\b",
    re.I,
)


def _found(document: Document, sentence: Sentence, name: Name) -> Iterator[Role]:
    """Signs by the state in which somebody was found or left, where the parser ties it to something else."""
    tokens = sentence.tokens
    at = name.first - tokens.start - 1
    while at >= 0 and tokens[at].lower_ not in words("people", "whoever") and (skipped := _listed_before(tokens, at)):
        at -= skipped
    if at < 0 or tokens[at].lemma_.lower() not in FOUND or tokens[at].pos_ != "VERB" or is_passive(tokens[at]):
        return
    found = STATE_BEHIND.match(document.plain, name.end, sentence.end)
    if found is not None and reality(tokens[at]) in ("none", "historical"):
        yield Role("victim", 2.0, "killed" if found["dead"] else "injured")


def _killing_of(document: Document, sentence: Sentence, name: Name) -> Iterator[Role]:
    """ "Charged in the killings of twins Ana and Eva Vost, Ivo Karn, 33, and Tom Brill": a row that the parser breaks up."""
    tokens = sentence.tokens
    at = name.first - tokens.start - 1
    while at >= 0 and tokens[at].lower_ != "of" and (skipped := _listed_before(tokens, at)):
        at -= skipped
    while at > 0 and tokens[at].lower_ == "of" and tokens[at - 1].pos_ not in ("NOUN", "PROPN"):
        at -= 1
    if at < 1 or tokens[at].lower_ != "of":
        return
    noun = tokens[at - 1]
    if noun.pos_ == "NOUN" and noun.lemma_.lower() in words("people", "victim_of_noun") and not _is_whose(document, name):
        yield Role("victim", 2.0, noun_outcome(noun), is_sexual(noun))


def _is_whose(document: Document, name: Name) -> bool:
    """Does a possessive follow the name ("the killing of Ana Vost's son")?"""
    return name.last + 1 < len(document.doc) and document.doc[name.last + 1].tag_ == "POS"


def _row_start(sentence: Sentence, name: Name) -> int:
    """Where the row of names begins that a name stands in, with ages and kin: an offset of the document."""
    tokens = sentence.tokens
    at = name.first - tokens.start - 1
    start = name.first - tokens.start
    while at >= 0 and tokens[at].lower_ not in ("as", ":", "is", "are", "was", "were", "of", "from"):
        skipped = _listed_before(tokens, at)
        if not skipped or tokens[at].lower_ in words("people", "whoever"):
            break
        at -= skipped
        start = at + 1
    return tokens[start].idx


# "The victims were identified as:", "Those killed are:", "Police identified the victims on Friday morning:".
LIST_HEAD = re.compile(
    r"\b(?:victims?|dead|deceased|killed|slain|wounded|injured|hurt|shot|fatalit(?:y|ies)|casualt(?:y|ies))\b[^.!?]*"
    r"(?::|\bas:?|\bare:?|\bwere:?)\s*$",
    re.I,
)
BULLET = re.compile(r"[\s\W\d]{0,6}$")
# A list of names has no more lines.
LONGEST_LIST = 30


def _on_a_list(document: Document, sentence: Sentence, name: Name) -> Iterator[Role]:
    """Signs by the line over a list, a name a line ("The victims were identified as:", "Ana Vost, 41", "Ivo Karn, 34")."""
    if not _opens_line(document, sentence, name):
        return
    index = sentence.index
    for one in reversed(document.sentences[max(index - LONGEST_LIST, 0) : index]):
        told = document.plain[one.start : one.end]
        if LIST_HEAD.search(told):
            lemmas = [token.lemma_.lower() for token in one.tokens]
            if not set(lemmas) & words("people", "accused"):
                yield Role("victim", 2.0, _told_outcome(lemmas))
            return
        if not _is_line(document, one):
            return


def _opens_line(document: Document, sentence: Sentence, name: Name) -> bool:
    """Does a paragraph open with the name, its age behind it, or hold little else?"""
    opens = BULLET.fullmatch(document.plain, sentence.paragraph.start, name.start) is not None
    return opens and (name.age is not None or len(document.plain[name.end : sentence.paragraph.end].split()) <= 4)


def _is_line(document: Document, sentence: Sentence) -> bool:
    """Is a sentence one of a list's: short, and a name's or a number's line?"""
    told = document.plain[sentence.paragraph.start : sentence.paragraph.end].lstrip("•*-–— \t")
    return (
        len(told.split()) <= 40
        and told[:1].isupper()
        and bool(re.match(r"[^\s,]+(?:\s+[^\s,]+){0,4}(?:,|\s*\(|\s*$)", told))
    )


def _listed_before(tokens: Tokens, at: int) -> int:
    """How many words up to `at` may stand between an identification and a name of its list; 0 where the word may not."""
    token = tokens[at]
    if _is_listed(token):
        return 1
    if token.lemma_.lower() not in words("persons", "kin") or at < 1:
        return 0
    if token.tag_ == "NNS" and at + 1 < len(tokens) and tokens[at + 1].pos_ == "PROPN":
        return 1  # "of twins Ana and Eva Vost"
    # "as the boy's mother, Ana Vost", "and his wife, Ana Vost"
    if tokens[at - 1].dep_ == "poss":
        return 2
    return 3 if tokens[at - 1].tag_ == "POS" and at > 1 else 0


def _is_hurt_one(document: Document, sentence: Sentence, lemmas: Sequence[str]) -> bool:
    """Is "he" or "the man" who was identified the one hurt? This sentence or the last must tell of hurt and of no arrest."""
    if not set(lemmas) & words("people", "anybody"):
        return False
    told = document.sentences[max(sentence.index - 2, 0) : sentence.index + 1]
    near = {token.lemma_.lower() for one in told for token in one.tokens}
    shot = any(is_passive(token) and outcome_of(token) is not None for one in told for token in one.tokens)
    return (shot or bool(near & words("people", "hurt"))) and not near & words("people", "custody")


def _is_listed(token: Token) -> bool:
    """May a word stand between an identification and a name of its list (other names, ages, "and", what they are)?"""
    if token.is_punct and token.text not in ('."', "?", "!"):
        return True
    return (
        token.pos_ in ("PROPN", "NUM")
        or INITIAL.fullmatch(token.text) is not None
        or token.lower_ in words("people", "listed")
        or token.text == "old"
    )


def _last(lemmas: Sequence[str], wanted: frozenset[str]) -> int:
    return max((at for at, lemma in enumerate(lemmas) if lemma in wanted), default=-1)


def _told_outcome(lemmas: Sequence[str]) -> Outcome | None:
    if (DEAD | {"kill", "killed", "die", "died", "murder", "murdered", "slay"}) & set(lemmas):
        return "killed"
    return "injured" if {"injured", "wounded", "hurt", "injure", "wound"} & set(lemmas) else None
