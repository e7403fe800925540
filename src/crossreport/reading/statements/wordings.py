"""Says a statement in one short readable line: third person, pronouns resolved where they could be."""

import re
from collections.abc import Sequence

from crossreport.model.said import Attribution
from crossreport.reading.layout import Document
from crossreport.reading.parsed import Token
from crossreport.reading.said.modality import CONDITIONS
from crossreport.reading.said.source_words import short_name
from crossreport.reading.said.speakers import Speakers
from crossreport.vocabulary.load import vocabulary, words

LONGEST = 220
# What makes open or denied what a speaker says, in the cue itself or beside it.
NEGATIVE = re.compile(
    r"\b(?:not?|nor|neither|never|none|nobody|nothing|cannot|without|unable|unaware|unclear|unknown|unconfirmed|unverified"
    r"|yet|if|whether"
    r"|declin\w*|refus\w*|fail\w*|doubt\w*|den(?:y|ies|ied|ying)|question\w*|wonder\w*"
    r"|stopped short|evad\w*|dodg\w*|avoid\w*)\b|n['’]t\b",
    re.I,
)
RELATIVE = frozenset({"who", "which", "that", "where", "whom"})
# Words that tie a clause to another in time.
TIMES = frozenset({"when", "while", "as", "after", "before", "since", "once"})
SINGLE = frozenset({"he", "she"})
# "Appeared to support": the verb stands within these tokens before what hangs on it.
REACH = 3
POSSESSIVE = frozenset({"his", "her"})


def said_text(document: Document, one: Attribution, tokens: Sequence[Token], cue: Token | None, speakers: Speakers) -> str:
    """ "Speaker: content", or "Speaker denies: content" where the cue says more than that it was said.

    Empty where a relative word stands for something that the report's words do not show.
    """
    if one.cue is not None:
        start, end = document.range(one.cue)
        tokens = [token for token in tokens if not start <= token.idx < end] or tokens
    content = _content(document, tokens, speakers, one)
    if not content:
        return ""
    who = _speaker(document, one, speakers)
    if one.via:
        content = f"{content} (to {', '.join(one.via)})" if _to(document, one) else f"{content} (via {', '.join(one.via)})"
    if cue is not None and any(c.lower_ == "what" and c.dep_ in ("dobj", "oprd", "attr") for c in cue.children):
        return ""  # "in what they call the gate": of the thing that is called so these words say nothing
    told = _cue_words(document, one, cue)
    if (
        one.stance == "stated"
        and not _is_raised(cue)
        and (cue is None or cue.lemma_.lower() in ("say", "add", "tell", "state", "accord", "note", "explain", "write"))
    ):
        return _cut(f"{who}: {content}" if who else content)
    told = re.sub(r"^to ", "", " ".join(told.split()))
    ordered = one.cue is not None and document.range(one.cue)[0] < tokens[0].idx and _near(document, one, tokens)
    if who is not None and cue is not None and cue.dep_ == "relcl" and any(c.dep_ == "oprd" for c in cue.children):
        return _cut(f"{who} {told} {content.replace(' … ', ' ')}")  # "the site, which they call the gate"
    if who is None or _is_by(cue) or _loses_not(one, told, content):
        return _cut(_unnamed(document, one, tokens, speakers))
    return _cut(f"{who} {told} {content}" if ordered else f"{who} {told}: {content}")


def _is_by(cue: Token | None) -> bool:
    """Is it told in the passive, by whom ("have been indicted by a grand jury")? Who tells it stands behind it."""
    below = cue.children if cue is not None else ()
    return any(c.dep_ == "auxpass" for c in below) and any(c.dep_ == "agent" for c in below)


def _is_raised(cue: Token | None) -> bool:
    """Is the cue only what something seems or is about to do ("appeared to support")?"""
    return cue is not None and cue.dep_ == "xcomp" and any(c.dep_ == "aux" and c.lower_ == "to" for c in cue.children)


def _cue_words(document: Document, one: Attribution, cue: Token | None) -> str:
    """The words of the cue, with the verb that it hangs on: what "appeared to support" a claim did not support it."""
    told = document.words(one.cue) if one.cue is not None else ""
    if cue is None or not _is_raised(cue) or not told.startswith("to ") or not 0 < cue.i - cue.head.i <= REACH:
        return told
    start = cue.head.idx
    return document.text[start : document.range(one.cue)[1]] if one.cue is not None else told


def _loses_not(one: Attribution, told: str, content: str) -> bool:
    """Does the "not" of what nobody confirmed stand outside of the words that the line is made of ("neither he nor she")?"""
    return one.polarity == "u" and not NEGATIVE.search(f"{told} {content}")


def _speaker(document: Document, one: Attribution, speakers: Speakers) -> str | None:
    """The speaker's name without a role; of several speakers all names."""
    if one.speaker is None:
        return None
    source = document.doc.char_span(*document.range(one.source), alignment_mode="expand") if one.source else None
    names = list(dict.fromkeys(_short(name) for name in speakers.names(source.root))) if source is not None else []
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else _short(one.speaker)


def _unnamed(document: Document, one: Attribution, tokens: Sequence[Token], speakers: Speakers) -> str:
    """Where nobody is named, the report's own order: "Two men are feared to have drowned"."""
    inside = {token.i: token for token in tokens}
    if one.source is not None:
        start, end = document.range(one.source)
        source = document.doc.char_span(start, end, alignment_mode="expand")
        if source is not None and tokens and source.root.sent == tokens[0].sent:
            by = source.root.head if source.root.head.lower_ == "by" else source.root.left_edge
            first = min(by.i, source.root.left_edge.i)
            inside[by.i] = by
            inside.update({token.i: token for token in source.root.subtree if token.i >= first})
    if one.cue is not None:
        start, end = document.range(one.cue)
        cue = document.doc.char_span(start, end, alignment_mode="expand")
        if cue is not None and tokens and cue.root.sent == tokens[0].sent:
            inside.update({token.i: token for token in cue})
            # "It was unclear whether": the "it" that is nobody.
            inside.update(
                {c.i: c for c in cue.root.children if c.lower_ == "it" and c.dep_ in ("nsubj", "nsubjpass", "expl")}
            )
    return _content(document, [inside[i] for i in sorted(inside)], speakers, one)


def _to(document: Document, one: Attribution) -> bool:
    return one.cue is not None and not re.search(r"accord|quot|cit", document.words(one.cue), re.I)


def _near(document: Document, one: Attribution, tokens: Sequence[Token]) -> bool:
    """Does the content follow its cue, so that both read on as one clause?"""
    if one.cue is None:
        return False
    between = document.text[document.range(one.cue)[1] : tokens[0].idx]
    return len(between) < 60 and not re.search(r"[:\"“”]", between)


def clause_text(
    document: Document,
    tokens: Sequence[Token],
    head: Token | None,
    actor: Token | None,
    antecedent: Sequence[Token],
    speakers: Speakers,
) -> str:
    """The clause with its subject's name for a pronoun or a relative word, without the words that tie it to others.

    Empty where it opens with a relative word for which no name is known: a line without its subject says nothing.
    """
    kept = list(tokens)
    while kept and (
        kept[0].is_punct
        or kept[0].dep_ in ("cc", "punct")
        or (kept[0].dep_ == "mark" and kept[0].lower_ not in CONDITIONS)
        or (kept[0].lower_ in RELATIVE and kept[0].dep_ in ("advmod", "nsubj", "nsubjpass", "dobj"))
        or _ties_in_time(kept)
        or kept[0].lower_ == "ago"
    ):
        kept = kept[1:]
    while kept and (kept[-1].is_punct or kept[-1].dep_ in ("cc", "punct")):
        kept = kept[:-1]
    kept = _with_what_hangs(_with_subject(kept, head))
    words = _written(document, kept, speakers)
    if antecedent and any(t.lower_ == "whose" for t in kept[:1]):
        words = f"{_written(document, antecedent, speakers)}'s {words.partition(' ')[2]}"
    elif antecedent and head is not None:
        thing = _written(document, antecedent, speakers)
        where = any(c.lower_ in ("where", "when") for c in head.children)
        words = f"{words} (in {thing})" if where else words.replace(head.text, f"{head.text} {thing}", 1)
    has_subject = (
        any(c.dep_ in ("nsubj", "nsubjpass", "expl") and c in kept for c in head.children) if head is not None else True
    )
    if not has_subject and actor is not None:
        words = f"{_name(actor, speakers)} {words}"
    opening = kept[:3] if len(kept) > 1 and kept[1].lower_ == "of" else kept[:1]  # "one of whom was a pupil"
    if any(token.lower_ in ("which", "whom", "whose", "who") for token in opening[-1:]) and not antecedent:
        noun = head.head if head is not None and head.dep_ == "relcl" and len(opening) == 3 else None
        if noun is None or noun.tag_ != "NNS":
            return ""
        called = [token for token in noun.children if token.dep_ in ("amod", "compound") and token.i < noun.i]
        whole = " ".join(token.text for token in (*called, noun))
        words = f"{opening[0].text} of the {whole} {_written(document, kept[3:], speakers)}"
    return _cut(words[:1].upper() + words[1:])


def _with_subject(kept: Sequence[Token], head: Token | None) -> list[Token]:
    """The words with the subject that another clause has taken as its speaker's: "Last week, the council adopted"."""
    subjects = [c for c in head.children if c.dep_ in ("nsubj", "nsubjpass")] if head is not None else []
    if len(subjects) != 1 or not kept or subjects[0] in kept or not kept[0].i < subjects[0].i < kept[-1].i:
        return list(kept)
    more = [token for token in subjects[0].subtree if token.i < kept[-1].i]
    return sorted({token.i: token for token in (*kept, *more)}.values(), key=lambda token: token.i)


def _with_what_hangs(kept: Sequence[Token]) -> list[Token]:
    """The words with what their last one leads on to: a clause that ends in "about" is cut off, whoever tells the rest."""
    last = kept[-1] if kept else None
    if last is None or last.pos_ != "ADP" or last.dep_ != "prep":
        return list(kept)
    more = [token for token in last.subtree if token.i > last.i]
    while more and more[-1].is_punct:
        more.pop()
    return [*kept, *more]


def _ties_in_time(kept: Sequence[Token]) -> bool:
    """Does a clause open with words that set it in time for another ("when", "shortly after")? Alone they say nothing."""
    first = kept[0]
    if first.dep_ not in ("advmod", "npadvmod") or any(t.lower_ == first.lower_ == "as" for t in kept[1:4]):
        return False  # "as many as three gunmen"
    return first.lower_ in TIMES or any(t.lower_ in TIMES and t.dep_ == "mark" for t in kept[1:2])


def occasion_text(document: Document, tokens: Sequence[Token], subject: Token, speakers: Speakers) -> str:
    """ "Ada Brun had a meeting with the premier", "Ada Brun: meeting the premier": what somebody did by the way."""
    link = ":" if tokens[0].tag_ == "VBG" else " had"
    return _cut(f"{_name(subject, speakers)}{link} {_written(document, tokens, speakers)}")


def _content(document: Document, tokens: Sequence[Token], speakers: Speakers, one: Attribution) -> str:
    kept = list(tokens)
    while kept and (kept[-1].text in (",", ";", ":", ".") or kept[-1].is_space):
        kept = kept[:-1]
    relative, thing = kept[0] if len(kept) > 1 and is_relative(kept[0]) else None, ""
    if relative is not None:
        thing = _antecedent(relative)
        kept = kept[1:]
        if not thing:
            return ""
    if len(kept) > 1 and kept[0].lower_ == "that" and kept[0].dep_ == "mark" and one.stance == "stated":
        kept = kept[1:]
    words = _written(document, kept, speakers, one)
    if relative is not None and _is_object(relative) and relative.head in kept:
        words = words.replace(relative.head.text, f"{relative.head.text} {thing}", 1)
    elif relative is not None:
        words = f"{thing} {words}"
    if one.stance == "denied":
        # "Iran of supplying" reads on from "accuses"; after "denies" it does not.
        words = re.sub(r"^((?:\S+ ){0,4}?\S+) of (\w+ing\b)", r"\1 \2", words)
    return words


def is_relative(token: Token) -> bool:
    """Is it a relative word that stands for a noun before it ("which the army said was aimed at the town")?"""
    if token.lower_ not in RELATIVE - {"where"} or token.tag_ not in ("WDT", "WP", "IN"):
        return False
    return token.dep_ in ("nsubj", "nsubjpass", "dobj") and _clause(token).dep_ == "relcl"


def _is_object(relative: Token) -> bool:
    """Is it what is done to, by its own tag or because its clause has another subject?"""
    others = [c for c in relative.head.children if c.dep_ in ("nsubj", "nsubjpass") and c != relative]
    return relative.dep_ == "dobj" or bool(others)


def _clause(relative: Token) -> Token:
    """The verb of the relative clause that a word opens; the root of its sentence where the parse has none."""
    here = relative.head
    while here.dep_ not in ("relcl", "ROOT") and here.head != here:
        here = here.head
    return here


def _antecedent(relative: Token) -> str:
    """What a relative word stands for: "which the army said was aimed at the town" is of the raid. Empty where unclear."""
    here = _clause(relative)
    noun = here.head
    if noun.dep_ == "pobj" and noun.head.head.pos_ == "NOUN" and _may_be_told(relative, noun.head.head):
        noun = noun.head.head  # "a raid in Orlen camp, which ...": the raid or the camp, so both are named
    # Of a name after a preposition nothing says whether it or what stands before it is meant.
    known = noun.pos_ == "NOUN" or (noun.pos_ == "PROPN" and noun.dep_ != "pobj")
    return short_name(noun) if here.dep_ == "relcl" and known else ""


def _may_be_told(relative: Token, noun: Token) -> bool:
    """May a relative word stand for a noun? "An assault on a soldier, who": the soldier."""
    listed = vocabulary("persons")
    return relative.lower_ not in ("who", "whom") or noun.lemma_.lower() in words("persons", *listed["nouns"])


def _is_of_whom(pronoun: Token) -> bool:
    """Does it stand behind the "who" of its clause ("a soldier, who was bruised on his brow"), of whom it may be?"""
    clauses = [one for one in (pronoun, *pronoun.ancestors) if one.dep_ == "relcl"]
    return any(one.lower_ in ("who", "whom") and one.i < pronoun.i for clause in clauses for one in clause.subtree)


def _written(document: Document, tokens: Sequence[Token], speakers: Speakers, one: Attribution | None = None) -> str:
    """The report's words with the pronouns of persons replaced; an ellipsis where words are left out."""
    made: list[str] = []
    named: set[str] = set()
    quoted = False
    before: Token | None = None
    for token in tokens:
        left_out = token.doc.tokens[before.i + 1 : token.i] if before is not None and token.i > before.i + 1 else []
        before = token
        if left_out and not all(t.is_punct or t.is_space for t in left_out):
            made.append("… " if made and made[-1].endswith(" ") else " … ")
        elif left_out and made and not made[-1].endswith(" "):
            made.append(" ")
        if token.text == '"':
            quoted = not quoted
        text = document.text[token.idx : token.idx + len(token.text)]
        named_by = token.lower_ in SINGLE or (token.lower_ in POSSESSIVE and token.dep_ == "poss")
        if named_by and not quoted and not _is_of_whom(token):
            noun = speakers.sure_antecedent(token)
            name = _name(noun, speakers) if noun is not None else ""
            if name and name not in named and noun not in tokens and (one is None or name != _short(one.speaker or "")):
                text = name + ("'s" if token.lower_ in POSSESSIVE else "")
                named.add(name)
        made.append(text + token.whitespace_)
    joined = " ".join("".join(made).split())
    return (re.sub(r"\s*,?\s*…\s*,\s*", " ", joined) if "…" in joined else joined).strip(" ,;…")


def _name(noun: Token, speakers: Speakers) -> str:
    """A name for a pronoun; a word for somebody has its article: "the man's case"."""
    name = _short(speakers.name(noun))
    if noun.pos_ != "NOUN" or speakers.party_key(noun) is not None:
        return name
    plain = re.sub(r"^(?:the|an?)\s+", "", name, flags=re.I)
    return name if plain[:1].isupper() or re.match(r"(?:this|his|her|their|its|one)\b", plain, re.I) else f"the {plain}"


def _short(name: str) -> str:
    """A speaker's name without the role after it."""
    return name.split(",")[0].strip()


def _cut(text: str) -> str:
    text = _with_both_marks(text)
    if len(text) <= LONGEST:
        return text
    return text[: text.rfind(" ", 0, LONGEST)].rstrip(" ,;") + " …"


def _with_both_marks(text: str) -> str:
    """The line with the quotation mark that its sentence leaves to the sentence before or after it."""
    who, colon, words = text.partition(": ") if ": " in text[:60] else ("", "", text)
    if text.count("“") > text.count("”") or (text.count('"') % 2 and words.startswith('"')):
        return text + ("”" if "“" in text else '"')
    if words.startswith("”"):
        return text  # the page's own mark, turned the wrong way
    if text.count("”") > text.count("“") or (text.count('"') % 2 and text.endswith('"')):
        return f"{who}{colon}{'“' if '”' in text else chr(34)}{words}"
    return text
