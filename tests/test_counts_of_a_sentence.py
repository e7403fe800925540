"""What one report's sentence comes to: how many were killed and hurt, once all its words are weighed."""

from collections.abc import Callable

import pytest

from crossreport.linking.link import link
from crossreport.model.report import Report
from crossreport.profiles.load import load_profile
from crossreport.reading.read import read
from crossreport.reconcile.reconcile import reconcile

Comes = Callable[[str], str]
WANTED = ("killed", "injured")


@pytest.fixture(scope="module")
def comes() -> Comes:
    """The dead and the hurt of a text ("killed 3, injured 2-?"), and the totals of a period that it states."""

    def make(text: str) -> str:
        report = Report(
            id="r", text=f"It happened on Monday. {text}", title="The attack", published="2024-05-15", outlet="a.example"
        )
        derived = reconcile(link([report], [read(report)]), load_profile())
        told = [
            f"{outcome} {_range(event.figures[outcome].low, event.figures[outcome].high)}"
            for event in derived.events
            for outcome in WANTED
            if outcome in event.figures
        ]
        told += [f"total {one.outcome} {_range(one.low, one.high)}" for one in derived.tallies]
        return ", ".join(told)

    return make


def _range(low: int | None, high: int | None) -> str:
    return "-".join("?" if value is None else str(value) for value in dict.fromkeys((low, high)))


@pytest.mark.parametrize(("text", "counts"), [
    ("The strike killed one child and injured his mother, father and two siblings.", "killed 1, injured 4"),
    ("The man, his wife and three of their four children died.", "killed 5"),
    ("Guerrillas killed the mayor of Talim, Ivan Petrov, and his bodyguard.", "killed 2"),
    ("The mayor of Talim, Ivan Petrov, his wife, Ana Petrov, and a guard were killed.", "killed 3"),
    ("Six priests, their cook and her daughter were murdered.", "killed 8"),
    ("A peasant, his wife, and their 4 children were massacred.", "killed 6"),
    ("Gunmen shot to death Ivan Petrov, mayor of Talim, his wife, and two daughters.", "killed 4"),
    ("The family's home was bombed, killing the father, the mother and three children.", "killed 5"),
    ("Ivan Petrov, 34, his wife, Ana, 30, and their son, 4, were killed.", "killed 3"),
    ("Ivan Petrov, a teacher, and his wife were killed.", "killed 2"),
    ("Ana Petrov, his wife and the mother of two, was killed.", "killed 1"),
    ("Ivan Petrov, the mayor and a father of four, was killed.", "killed 1"),
    ("The dead man's wife, mother and two brothers were injured.", "injured 4"),
    ("A man, his wife and children were killed.", "killed 4-?"),
    ("Ivan Petrov, 3, son of Officer Mark Petrov and Ana Petrov, was killed.", "killed 1"),
    ("He is survived by his wife, two sons and a daughter.", ""),
    ("The guerrillas shot down a helicopter, killing its crew of five.", "killed 5"),
    ("The pilot and co-pilot died when the helicopter was shot down.", "killed 2"),
])  # fmt: skip
def test_a_list_of_persons_is_counted_to_its_end(comes: Comes, text: str, counts: str) -> None:
    assert comes(text) == counts


@pytest.mark.parametrize(("text", "counts"), [
    ("Eight people were killed, as well as two medics.", "killed 10"),
    ("Eight civilians along with two medics were killed.", "killed 10"),
    ("Two medics, in addition to eight civilians, were killed.", "killed 10"),
    ("Eleven civilians were killed, plus seven fighters.", "killed 18"),
    ("Three people were killed in addition to the gunman.", "killed 4"),
    ("In addition to Ivan Petrov they found a boy who had been stabbed in the ankle.", "injured 1"),
    ("Two people were wounded, in addition to Ivan Petrov.", "injured 2"),
    ("Three people were killed, as was the gunman.", "killed 4"),
    ("A policeman was injured, as were three protesters.", "injured 4"),
    ("The strike killed three farmers, along with dozens of sheep.", "killed 3"),
    ("Eight people were killed, in addition to 12 wounded.", "killed 8, injured 12"),
    ("Eight people were killed, in addition to dozens of wounded.", "killed 8, injured 12-99"),
    ("Pictures show a man with the body of the child, as well as the body of the child in the morgue.", "killed 1"),
    ("The boy had been wounded as well as the father.", "injured 1"),
    ("Not counting the gunman, three people were killed.", "killed 3"),
])  # fmt: skip
def test_who_is_told_of_beside_others_is_added(comes: Comes, text: str, counts: str) -> None:
    assert comes(text) == counts


@pytest.mark.parametrize(("text", "counts"), [
    ("Two died on the spot and a third en route to hospital.", "killed 3"),
    ("Two people died at the scene and two more in hospital.", "killed 4"),
    ("Two people died at the scene and another later in hospital.", "killed 3"),
    ("Two died instantly and three later.", "killed 5"),
    ("One man died at the scene and another two days later.", "killed 2"),
    ("Two men died at the scene and a third was taken to hospital.", "killed 2, injured 1"),
])  # fmt: skip
def test_the_second_of_two_counts_may_leave_its_verb_out(comes: Comes, text: str, counts: str) -> None:
    assert comes(text) == counts


@pytest.mark.parametrize(("text", "counts"), [
    ("A suicide bomber killed himself and four soldiers.", "killed 5"),
    ("A gunman killed three people, and then himself.", "killed 4"),
    ("A man killed his wife, their two sons and then himself.", "killed 4"),
    ("Gunmen abducted a farmer and killed him.", "killed 1"),
    ("Gunmen abducted three farmers before killing them.", "killed 3"),
    ("Gunmen dragged 11 peasants from their homes and killed them.", "killed 11"),
    ("Two officers came and shot them.", ""),
    ("Troops killed Ivan Petrov, his son and a guard and wounded two farmers.", "killed 3, injured 2"),
])  # fmt: skip
def test_whom_a_pronoun_means_is_counted(comes: Comes, text: str, counts: str) -> None:
    assert comes(text) == counts


@pytest.mark.parametrize(("text", "counts"), [
    ("A 15-year-old was taken into custody after a 14-year-old was shot and killed.", "killed 1"),
    ("A man is in custody after a 20-year-old was stabbed to death.", "killed 1"),
    ("Between five and eight civilians were reported killed in the strike.", "killed 5-8"),
])  # fmt: skip
def test_the_subject_of_a_clause_is_who_stands_before_its_verb(comes: Comes, text: str, counts: str) -> None:
    assert comes(text) == counts


@pytest.mark.parametrize(("text", "counts"), [
    ("The dead are two women, a man and a child.", "killed 4"),
    ("The dead comprised eleven civilians and seven fighters.", "killed 18"),
    ("The dead: eleven civilians and seven fighters.", "killed 18"),
    ("Four people were killed. The dead were three brothers and their mother.", "killed 4"),
    ("The wounded were three soldiers and a policeman.", "injured 4"),
    ("The dead were mostly women and children.", ""),
    ("The dead were buried on Tuesday.", ""),
    ("The dead were aged 4 to 60.", ""),
    ("Three people died and a fourth was injured. The victims are Ivan Petrov and his two children.", "killed 3, injured 1"),
])  # fmt: skip
def test_who_the_dead_are_is_how_many_they_are(comes: Comes, text: str, counts: str) -> None:
    assert comes(text) == counts


@pytest.mark.parametrize(("text", "counts"), [
    ("The blast brings to 12 the number of those killed.", "killed 12"),
    ("The toll, put at 11 on Monday, rose to 14 on Tuesday.", "killed 14"),
    ("The killings bring to 30 the number of people killed this week.", "total killed 30"),
    ("Five people were killed on Monday, bringing the week's toll to 30.", "killed 5, total killed 30"),
    ("Five people were killed on Monday, bringing the number of people killed this year to 30.",
     "killed 5, total killed 30"),
    ("Five people were killed on Monday, taking the death toll to 30.", "killed 30"),
    ("Attacks this year have killed 30 people and wounded 70.", "total killed 30, total injured 70"),
    ("More than 30 people have been killed and 70 wounded this year.", "total killed 31-?, total injured 70"),
    ("Four people have been killed so far in the attack.", "killed 4"),
    ("Four people have been killed so far in the war.", "total killed 4"),
])  # fmt: skip
def test_a_toll_is_what_it_came_to_and_of_what_time(comes: Comes, text: str, counts: str) -> None:
    assert comes(text) == counts


@pytest.mark.parametrize(("text", "counts"), [
    ("Some sources reported four killed, others six.", "killed 4-6"),
    ("One source reported 11 dead while another reported 14.", "killed 11-14"),
    ("Most sources reported five dead, but one said seven.", "killed 5-7"),
    ("At least five civilian deaths were reported, with some sources putting it at eight.", "killed 5-8"),
    ("Radio Sarn claimed that 40 soldiers were killed, but the army admitted to only six.", "killed 6-40"),
    ("Twelve people were killed, but residents said 40 died.", "killed 12-40"),
    ("Two and possibly three people were killed.", "killed 2-3"),
    ("Twelve people were killed in the raid, in which police said three officers died.", "killed 12"),
    ("At least 12 people were killed, including three children, police said.", "killed 12-?"),
])  # fmt: skip
def test_each_teller_keeps_the_own_number(comes: Comes, text: str, counts: str) -> None:
    assert comes(text) == counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Six people were shot dead in Velmar and three in Odra.", "killed 6, killed 3"),
        ("Six people died at the depot, three at the mill and one at the ford.", "killed 10"),
        ("Ten people died in the raid, three at the mill and seven at the ford.", "killed 10"),
        ("Three women were killed in the raid, and two men as well.", "killed 5"),
        ("Raiders killed five villagers in Velmar, then two traders on the road.", "killed 7"),
        ("One man was killed by a bullet and another by a knife.", "killed 2"),
        ("Two were killed in Velmar, one by a mob and one by police.", "killed 2"),
        ("Three people were killed in Velmar and two in critical condition.", "killed 3"),
        ("Two drovers died instantly and two more later when the mine went off.", "killed 4"),
    ],
)
def test_a_count_may_take_its_verb_from_the_count_before_it(comes: Comes, text: str, counts: str) -> None:
    assert comes(text).startswith(counts)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("A man killed three people in Velmar before police shot him dead.", "killed 4"),
        ("A drover killed two villagers in Velmar. Troops then shot him dead.", "killed 3"),
        ("A drover killed two villagers in Velmar, and he was then killed by officers.", "killed 3"),
        ("A drover killed two villagers in Velmar. Police arrested him.", "killed 2"),
        (
            "A woman shot dead her husband, then turned the gun on herself. She was treated for a wound.",
            "killed 1, injured 1",
        ),
    ],
)
def test_who_killed_others_is_one_more_where_he_is_hit_in_turn(comes: Comes, text: str, counts: str) -> None:
    assert comes(text) == counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (
            "A 22-month-old girl was wounded in Velmar, police said. A 22-year-old man died at the scene.",
            "killed 1, injured 1",
        ),
        ("A 22-month-old girl was killed in Velmar. The 2-year-old died at a hospital, police said.", "killed 1"),
        ("A 3-month-old died in a fire in Velmar. A 3-year-old was found dead in the back room.", "killed 2"),
    ],
)
def test_an_age_in_months_is_none_in_years(comes: Comes, text: str, counts: str) -> None:
    assert comes(text) == counts


def test_a_third_who_is_found_later_died_with_the_two_before(comes: Comes) -> None:
    assert comes("Two drovers were killed in Velmar and a third was found dead on Tuesday.") == "killed 3"


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("The death toll climbed to 14 after five more people died in hospital.", "killed 14"),
        ("Three people were killed in Velmar. Police had earlier said that four were dead.", "killed 3"),
        ("Three people were killed in Velmar. Police had earlier said that two were wounded.", "killed 3, injured 2"),
        ("Two guards and a clerk were wounded in Velmar. Police said earlier that four people were hurt.", "injured 3"),
        ("A guard and a clerk were wounded in Velmar. Initial reports from police indicated four people hurt.", "injured 2"),
        ("Three people were killed in Velmar. Police said earlier on Monday that two were wounded.", "killed 3, injured 2"),
    ],
)
def test_what_a_toll_holds_or_has_put_right_adds_nothing(comes: Comes, text: str, counts: str) -> None:
    assert comes(text) == counts


@pytest.mark.parametrize(
    "text",
    [
        "Rumours that the raid killed 15 people are untrue, the mayor said.",
        "Police in Velmar said that reports of three dead students were false.",
        "The general called reports that five drovers were killed in Velmar baseless.",
        "Reports of three deaths in the raid on Velmar were premature, police said.",
        "Police said that reports of nine dead students were exaggerated.",
        "The army played down reports that 12 drovers died in the raid on Velmar.",
        "The minister downplayed claims that 12 people were killed in Velmar.",
        "The mayor of Velmar dismissed as rumours reports that five drovers were killed.",
        "The mayor dismissed as mere gossip claims that five drovers were killed in Velmar.",
        "The mayor dismissed talk of 40 dead in Velmar.",
        "In the novel, set in Velmar, five drovers are killed by a bomb.",
    ],
)
def test_reports_that_are_called_false_or_played_down_count_nobody(comes: Comes, text: str) -> None:
    assert comes(text) == ""


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Five drovers had been reported killed in Velmar but turned up alive.", ""),
        ("Two drovers who were reported dead in Velmar were found alive.", ""),
        ("Five drovers, reported dead in Velmar on Monday, are alive, the mayor said.", ""),
        ("Five drovers were reported killed in Velmar, but two others were found alive.", "killed 5"),
        ("Five drovers were reported killed in Velmar, two were found alive under the rubble.", "killed 5"),
    ],
)
def test_who_was_only_said_to_be_dead_and_lives_is_none_of_the_dead(comes: Comes, text: str, counts: str) -> None:
    assert comes(text) == counts


@pytest.mark.parametrize(
    "text",
    [
        "The army does not dispute that five drovers were killed in Velmar.",
        "It was not clear who killed five drovers in Velmar.",
        "Police do not know what killed five drovers in Velmar.",
        "The army failed to prevent the killing of five drovers in Velmar.",
        "Guards could not prevent the deaths of five drovers in Velmar.",
        "The army denied that it was responsible for killing five drovers in Velmar.",
    ],
)
def test_the_dead_are_taken_as_given_by_what_is_denied_or_not_known_about_them(comes: Comes, text: str) -> None:
    assert comes(text) == "killed 5"


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Six people breathed their last in the raid.", "killed 6"),
        ("Two guards attained martyrdom in the raid.", "killed 2"),
        ("Two teachers were done to death in Velmar.", "killed 2"),
        ("Six drovers met their death in the raid.", "killed 6"),
    ],
)
def test_the_ways_to_say_that_somebody_died(comes: Comes, text: str, counts: str) -> None:
    assert comes(text) == counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Farmers in Velmar said 50 of their sheep died.", ""),
        ("A strike killed two people and 20 of their goats.", "killed 2"),
        ("Eight out of 20 passengers were killed.", "killed 8"),
        ("A bomb killed two people, the deadliest attack there since 2014.", "killed 2"),
        ("Five people were killed in Velmar in the first such attack in three years.", "killed 5"),
        ("Rescuers in Velmar simulated an attack in which 30 people were killed.", ""),
        ("In the film, which opens on Friday, a gunman kills 12 people at a school.", ""),
        ("Two soldiers were killed in a drill.", "killed 2"),
    ],
)
def test_beasts_films_and_earlier_years_are_none_of_the_dead(comes: Comes, text: str, counts: str) -> None:
    assert comes(text) == counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("A strike killed a doctor. His wife was also killed.", "killed 2"),
        ("A strike killed Dr. Amir Sol. Also killed were his wife and two sons.", "killed 4"),
        ("A strike killed a doctor. His wife and two sons also died.", "killed 4"),
        ("A strike killed Amir Sol and his wife. His wife was also killed at home, neighbours said.", "killed 2"),
        ("A doctor, Amir Sol, and his wife were killed in a strike.", "killed 2"),
        ("The mayor, Amir Sol, and a guard were shot dead.", "killed 2"),
        ("Grandfather Amir Sol and his wife were killed in a strike.", "killed 2"),
    ],
)
def test_kin_who_also_died_and_who_stands_beside_a_named_man_are_counted(comes: Comes, text: str, counts: str) -> None:
    assert comes(text) == counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("A bomb exploded in Velmar, killing or wounding 30 people.", ""),
        ("A blast in Velmar killed and injured 30 people.", ""),
        ("A blast in Velmar killed or injured 30 people: 18 died and 12 were hurt.", "killed 18, injured 12"),
        ("Troops shot and wounded three boys in Velmar.", "injured 3"),
        ("Troops shot and killed three boys in Velmar.", "killed 3"),
    ],
)
def test_a_number_of_the_dead_and_the_hurt_together_is_neither(comes: Comes, text: str, counts: str) -> None:
    assert comes(text) == counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Three drovers died in Velmar. A fourth victim, Odo Varn, died in hospital.", "killed 4"),
        ("A blast killed two guards in Velmar. A third man, Odo Varn, 30, died of his wounds on Tuesday.", "killed 3"),
        ("A blast killed two guards in Velmar. The second victim, Odo Varn, died in hospital.", "killed 2"),
        (
            "Two drovers were shot dead in Velmar. The bodies of two others were found on Tuesday in the same barn.",
            "killed 4",
        ),
        ("Two drovers were shot dead in Velmar. Their bodies were found on Tuesday.", "killed 2"),
        ("Six drovers died in Velmar. A further three bodies were pulled from the rubble on Tuesday.", "killed 9"),
        ("Six drovers died in Velmar. A further three were found dead on Tuesday.", "killed 9"),
    ],
)
def test_who_is_found_or_dies_later_is_one_more_named_or_not(comes: Comes, text: str, counts: str) -> None:
    assert comes(text) == counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("A strike on Velmar killed teacher Odo Varn, 64, his wife and their son.", "killed 3"),
        ("Teacher Odo Varn, 64, and his wife were killed in a strike.", "killed 2"),
        ("Gunmen killed Amir Sol, his brother Ivo and Ivo's wife on Tuesday.", "killed 3"),
        ("A soldier shot his commander dead in Velmar. A clerk was also killed.", "killed 2"),
    ],
)
def test_a_row_behind_a_calling_or_a_name_is_counted(comes: Comes, text: str, counts: str) -> None:
    assert comes(text) == counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("A woman shot dead her husband and two sons in Velmar. She then turned the gun on herself.", "killed 4"),
        (
            "A clerk shot dead three colleagues before turning the gun on herself. A fourth was wounded.",
            "killed 4, injured 1",
        ),
        ("A clerk shot dead three colleagues, then turned the gun on himself. He is in hospital.", "killed 3"),
        ("The shooting claimed the lives of a woman and a man who shot her, then turned the gun on himself.", "killed 2"),
        ("A clerk shot dead three colleagues and tried to turn the gun on himself, but was disarmed.", "killed 3"),
    ],
)
def test_who_turned_the_gun_on_himself_is_dead_unless_he_is_told_of_alive(comes: Comes, text: str, counts: str) -> None:
    assert comes(text) == counts


@pytest.mark.parametrize(
    ("lines", "counts"),
    [
        ("The dead:\n- Odo Varn, 34, a nurse\n- Ana Vost, 29, a doctor\n- Ilo Tesk, 51", "killed 3"),
        ("Killed:\n* Odo Varn, 34\n* Ana Vost, 29\n\nWounded:\n* Ilo Tesk\n* Edo Karn\n* Vela Roe", "killed 2, injured 3"),
        ("Those killed were:\n\nOdo Varn, 34. He was a nurse.\n\nAna Vost (29), and her son\n\nIlo Tesk, 51", "killed 4"),
        ("Among the dead:\n1. Odo Varn\n2. Ana Vost", "killed 2-?"),
        ("Police named the dead.\n- Odo Varn Road is closed\n- Ana Vost bridge is open", ""),
    ],
)
def test_names_in_lines_below_an_announcement_are_counted(comes: Comes, lines: str, counts: str) -> None:
    assert comes(f"A strike hit a clinic in Velmar.\n\n{lines}") == counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("A strike killed a doctor in Velmar. A nurse was also killed.", "killed 2"),
        ("A strike killed a doctor in Velmar. Two nurses died too.", "killed 3"),
        ("A strike killed a doctor in Velmar. A nurse was killed in the same strike.", "killed 2"),
        ("A strike killed five soldiers in Velmar. A nurse was also killed.", "killed 6"),
        ("A strike killed five soldiers in Velmar. A civilian also died.", "killed 6"),
        ("A strike killed five people in Velmar. A nurse was also killed.", "killed 5"),
        ("A strike killed five people in Velmar. A nurse was also among the dead.", "killed 5"),
    ],
)
def test_who_also_died_is_one_more_unless_the_count_before_may_hold_him(comes: Comes, text: str, counts: str) -> None:
    assert comes(text) == counts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A denial that opens the clause, with verb and subject turned round, or stands in it.
        ("At no time were five people killed, the mayor said.", ""),
        ("Under no circumstances had five people been killed, the army said.", ""),
        ("Nowhere in the town were five people killed, the mayor said.", ""),
        ("The mayor said that by no means had five people been killed.", ""),
        ("In no time gunmen had killed five people.", "killed 5"),
        ("Not all five people were killed.", ""),
        ("Police said it was not five people who were killed.", ""),
        ("It was not soldiers but rebels who killed five people.", "killed 5"),
        ("It was six soldiers, not five, who were killed.", "killed 6"),
        ("Six hostages freed and four were killed, the army said.", "killed 4"),
        ("Three villagers stabbed to death and two were injured in Velmora on Monday.", "killed 3, injured 2"),
        ("Six soldiers, not five, who were on patrol were killed.", "killed 6"),
        ("Gunmen killed neither soldiers nor civilians.", ""),
        ("Without a word a gunman killed five people.", "killed 5"),
        # Nobody who speaks says that it was.
        ("The army said it had no information on reports that five people were killed.", ""),
        ("The army said it had no reports of five people being killed.", ""),
        ("The army said it was unaware of any strike that killed five people.", ""),
        ("The army said it was looking into reports that five people were killed.", ""),
        ("Fears grew that five people had been killed.", ""),
        ("It is impossible that five people were killed.", ""),
        ("Soldiers stopped a gunman from killing five people.", ""),
        # Told, and not so.
        ("False reports on social media said five people were killed.", ""),
        ("False claims that five people were killed spread fast.", ""),
        ("The story that five people were killed was made up, police said.", ""),
        ("A post that said five people were killed was debunked by police.", ""),
        ("Police said reports of a blast that killed five people were a hoax.", ""),
        ("Five people were reported killed, but police later said all had survived.", ""),
        ("Nobody was killed, police said, contrary to reports of five dead.", "killed 0"),
    ],
)  # fmt: skip
def test_what_is_denied_or_only_heard_of_counts_nobody(comes: Comes, text: str, expected: str) -> None:
    assert comes(text) == expected


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("A blast in Velmar killed three drovers and wounded five, two of whom died in hospital.", "killed 5, injured 3"),
        ("Three drovers were killed and five wounded in Velmar. One of the five died on Tuesday.", "killed 4, injured 4"),
        ("Three drovers were killed and five wounded in Velmar. One of them died on Tuesday.", "killed 4, injured 4"),
        ("A blast in Velmar killed three drovers, two of whom were boys, and wounded five.", "killed 3, injured 5"),
        ("Five drovers were wounded in Velmar, two of whom died in hospital.", "killed 2, injured 3"),
    ],
)
def test_the_dead_among_the_wounded_are_dead_and_wounded_no_more(comes: Comes, text: str, counts: str) -> None:
    assert comes(text) == counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Ten soldiers were ambushed near Velmar. All but one were killed.", "killed 9"),
        ("Gunmen attacked a patrol of ten police officers near Velmar. Only two survived.", "killed 8"),
        ("A helicopter that carried five soldiers was shot down near Velmar. None survived.", "killed 5"),
        ("Five soldiers were killed near Velmar. Only one survived.", "killed 5"),
        ("Five drovers were shot in Velmar. All survived.", "injured 5"),
    ],
)
def test_those_who_were_left_tell_how_many_died(comes: Comes, text: str, counts: str) -> None:
    assert comes(text) == counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Apart from a constable, three civilians died in the attack on Velmar.", "killed 4"),
        ("Besides the constable, three civilians died in the attack on Velmar.", "killed 3"),
        ("Along with the mayor, three guards were killed in the attack on Velmar.", "killed 4"),
        ("Apart from some damage, three civilians died in the attack on Velmar.", "killed 3"),
        ("Gunmen fired on a family in Velmar, and three of its members fell as martyrs.", "killed 3"),
    ],
)
def test_whom_a_sentence_opens_with_beside_the_dead_is_dead_too(comes: Comes, text: str, counts: str) -> None:
    assert comes(text) == counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        # How many children somebody has, or men under him, are no dead.
        ("Relatives identified one of the dead as 28-year-old Ivan Petrov, a father of three girls.", "killed 1"),
        ("Police identified the dead man as Ivan Petrov, 44, a grandfather of six boys and two girls.", "killed 1"),
        ("The dead include Ivan Petrov, a married father of two children.", "killed 1"),
        ("The dead man was identified as Ivan Petrov, one of three brothers from Talim.", "killed 1"),
        ("The dead include Ivan Petrov, a father of three, and Omar Kern, a father of two.", "killed 2"),
        ("The dead were named as Ivan Petrov, his two sons and a neighbour, Omar Kern.", "killed 4"),
        # Whom somebody shut up beside himself nobody killed.
        ("Police shot and killed a man who had locked himself and two children in a house.", "killed 1"),
        ("Police shot and killed a woman who barricaded herself and a child inside.", "killed 1"),
        ("Police shot and killed a man who had locked himself in and a woman.", "killed 2"),
        # Of what pictures show nobody knows how many there were, or when.
        ("Her posts were shaped by recent videos of people being killed by soldiers.", ""),
        ("Witnesses told of people being killed by soldiers on Monday.", "killed 2-?"),
    ],
)
def test_who_is_only_told_of_beside_the_dead(comes: Comes, text: str, counts: str) -> None:
    assert comes(text) == counts


def test_a_campaign_to_lower_the_number_of_deaths_counts_none(comes: Comes) -> None:
    goal = "The goal is to reduce the number of traffic deaths by increasing awareness of the three most frequent dangers."
    assert "3" not in comes(goal)
    assert comes("The plan is to reduce the number of road-related deaths and injuries by lowering speed.") == ""


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("Police initially said one person died in the shooting, but later said that man was in critical condition.", False),
        ("The tailor was shot and is in critical condition. Police initially said the man had died.", False),
        ("The tailor was shot on Monday. Police initially said the man had died at home.", True),
        ("A boy was killed and a man is in critical condition. Police initially said the boy had died at home.", True),
    ],
)
def test_who_was_said_at_first_to_have_died_and_lives(comes: Comes, text: str, dead: bool) -> None:
    assert ("killed 1" in comes(text)) == dead


@pytest.mark.parametrize(("text", "counts"), [
    ("Four people were found dead in a motel. The pistol was linked to six homicides.", "killed 4, total killed 6"),
    ("Four people were found dead. A rifle used to shoot a guard was tied to six other killings.", "total killed 6"),
    ("A man linked to three killings on Mill Street was arrested.", "killed 3"),
])  # fmt: skip
def test_what_else_a_weapon_did_is_no_deed_of_today(comes: Comes, text: str, counts: str) -> None:
    assert counts in comes(text)
    assert "killed 10" not in comes(text)


def test_a_count_of_the_place_since_spring_is_not_this_weeks(comes: Comes) -> None:
    told = "Five people were shot dead on Friday on the block where six more have been killed since April."
    assert comes(told) == "killed 5, total killed 6"


@pytest.mark.parametrize(("text", "counts"), [
    ("Gunmen killed six farmers and wounded as many others.", "killed 6, injured 6"),
    ("The blast killed six farmers and hurt twice that number.", "killed 6, injured 12"),
    ("Six soldiers and the same number of rebels died.", "killed 12"),
    ("Gunmen killed three farmers and burned as many barns.", "killed 3"),
    ("Gunmen killed three farmers, the second raid in as many days.", "killed 3"),
    ("Half of the 20 farmers aboard were killed.", "killed 10"),
    ("Half of the 20 people killed were farmers.", "killed 20"),
    ("Eight of the 12 farmers were killed and the rest were wounded.", "killed 8, injured 4"),
    ("Eight of the 12 farmers were killed and the rest ran away.", "killed 8"),
    ("Five farmers were shot, two of whom survived.", "killed 3, injured 2"),
    ("Gunmen shot three farmers. Only one of them survived.", "killed 2, injured 1"),
    ("There were 12 casualties, two of them fatal.", "killed 2, injured 10"),
    ("All but two of the nine farmers survived.", "killed 2"),
])  # fmt: skip
def test_those_who_are_told_of_by_another_number(comes: Comes, text: str, counts: str) -> None:
    assert comes(text) == counts


@pytest.mark.parametrize(("text", "counts"), [
    ("The dead numbered five.", "killed 5"),
    ("Estimates of the dead range from 11 to 14.", "killed 11-14"),
    ("The only fatality was the driver.", "killed 1"),
    ("A guard was the sole fatality.", "killed 1"),
    ("The raid cost five farmers their lives.", "killed 5"),
    ("A family of five was wiped out.", "killed 5"),
    ("A five-member family was killed.", "killed 5"),
    ("Police investigate the murder on Monday of a family of four.", "killed 4"),
    ("In addition to two guards, gunmen killed four farmers.", "killed 6"),
    ("Two newlyweds and a guest were shot dead.", "killed 3"),
])  # fmt: skip
def test_other_words_for_the_dead(comes: Comes, text: str, counts: str) -> None:
    assert comes(text) == counts
