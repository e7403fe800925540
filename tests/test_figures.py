"""Figures: whom a sentence tells of as killed, hurt, missing, and how many; each example is a construction."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crossreport.model.said import Figure
from crossreport.reading.dates.read import read_dates
from crossreport.reading.figures.periods import set_apart
from crossreport.reading.figures.read import read_figures, sentence_has_harm
from crossreport.reading.layout import Document

Told = Callable[..., Document]


def brief(figure: Figure) -> str:
    """A figure in a few words: "killed 3", with what sets it apart."""
    number = "-".join("?" if value is None else str(value) for value in dict.fromkeys((figure.low, figure.high)))
    marks = [figure.scope if figure.scope == "period" else "", figure.measure if figure.measure == "increment" else ""]
    marks += [figure.aux if figure.aux != "none" else "", "again" if "same_victims" in figure.defaulted else ""]
    marks += ["part" if figure.subset_of is not None else ""]
    return " ".join([figure.outcome, number, *(mark for mark in marks if mark)])


def read(told: Told, text: str, **fields: object) -> list[str]:
    return [brief(figure) for figure in read_figures(told(text, **fields))]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        # Verbs in all voices.
        ("Ten villagers were killed on Monday.", ["killed 10"]),
        ("A gunman killed seven people in the market.", ["killed 7"]),
        ("The attack, which killed seven people, was condemned.", ["killed 7"]),
        ("The raid that killed 12 Zelins - most of them militants - ended at dawn.", ["killed 12"]),
        ("The blast left 3 dead and 10 wounded.", ["killed 3", "injured 10"]),
        ("The attack claimed 12 lives.", ["killed 12"]),
        ("The toll rose by five to 12.", ["killed 12"]),
        ("Three people were burned alive.", ["killed 3"]),
        ("Readers mourn after a fourth singer dies in 2 months.", ["killed 4 period"]),
        ("Three people were mown down by a lorry.", ["killed 3"]),
        ("Soldiers eliminated three militants in the raid.", ["killed 3"]),
        ("The cup holders eliminated three sides on the way.", []),
        ("Three people were shot, one of them fatally, police said.", ["killed_or_injured 3", "injured 2", "killed 1"]),
        ("Three people lost their lives.", ["killed 3"]),
        ("Police shot and killed a man.", ["killed 1"]),
        ("A man was shot dead in Zelin.", ["killed 1"]),
        ("The shooting killed one and injured four others.", ["killed 1", "injured 4"]),
        ("One man was killed and another wounded.", ["killed 1", "injured 1"]),
        ("More than a dozen civilians were abducted by rebels.", ["abducted 13-?"]),
        ("Gunmen seized 30 schoolgirls in Talim on Monday.", ["abducted 30"]),
        ("Twelve villagers were seized by gunmen on Monday.", ["abducted 12"]),
        ("Rebels took 12 villagers hostage on Monday.", ["abducted 12"]),
        ("Twelve villagers were taken hostage on Monday.", ["abducted 12"]),
        ("Police seized five men in Talim on Monday.", ["detained 5"]),
        ("Gunmen seized the town of Talim and 40 rifles on Monday.", []),
        ("Mayor Ana Karn seized upon the news of the shots.", []),
        ("Three senators seized on the news of the shots.", []),
        ("The two men, seized by fear, ran from the shots.", []),
        ("He was seized with pain on Monday.", []),
        ("The invasion put three women into the hospital.", ["injured 3"]),
        ("An explosion left one person injured.", ["injured 1"]),
        ("Seven people have died, 20 are missing.", ["killed 7", "missing 20"]),
        ("There were five killed and three wounded.", ["killed 5", "injured 3"]),
        ('Rebels said they killed "at least 20" soldiers.', ["killed 20-?"]),
        ("A father killed his sons, 10 and 12, before turning the gun on himself.", ["killed 1", "killed 2"]),
        ("Woman kills daughter and self.", ["killed 1", "killed 1"]),
        # Nouns.
        ("The killing of a young villager by army bullets was confirmed.", ["killed 1"]),
        ("The deaths of two soldiers were confirmed.", ["killed 2"]),
        ("Doctors cited five deaths.", ["killed 5"]),
        ("A double murder shocked the village.", ["killed 2"]),
        ("Three bodies were found under the rubble.", ["killed 3"]),
        ("The death toll rose to 35.", ["killed 35"]),
        ("The number of wounded has reached 300.", ["injured 300"]),
        ("Officers found a man suffering from multiple gunshot wounds.", ["injured 1"]),
        ("A woman with a gunshot wound to the chest was found.", ["injured 1"]),
        ("A man arrived at the hospital with a gunshot wound.", ["injured 1"]),
        ("Max Loe was taken to Zelin Medical Center.", ["injured 1"]),
        ("Rebels wounded Anna Smith, whose father fired back, killing the teen.", ["injured 1", "killed 1 again"]),
        # "Dead" and "to death" after the verb, or after whom it was done to.
        ("A Zelin shot dead nine people, including two children, outside a church.", ["killed 9", "killed 2 part"]),
        ("The gunman shot nine people dead.", ["killed 9"]),
        ("A guard shot a man dead.", ["killed 1"]),
        ("The ship with 40 people on board sank and 12 people drowned.", ["killed 12"]),
        ("A soldier gunned down four worshippers outside a mosque.", ["killed 4"]),
        ("A man stabbed three women to death on Monday.", ["killed 3"]),
        ("A mob beat two men to death in the village.", ["killed 2"]),
        ("Attackers hacked to death seven farmers.", ["killed 7"]),
        ("Two brothers were beaten to death by soldiers.", ["killed 2"]),
        ("Three sisters burned to death in their home.", ["killed 3"]),
        ("Five people were shot dead outside a bar.", ["killed 5"]),
        ("The army shelled the village, leaving eight villagers dead.", ["killed 8"]),
        ("Two men were sentenced to death.", []),
        # Tolls that somebody puts at a number, raises or lowers.
        ("Police now put the number of wounded at 11.", ["injured 11"]),
        ("The ministry put the death toll at 40.", ["killed 40"]),
        ("The government puts the number of dead at more than 200.", ["killed 201-?"]),
        ("The hospital raised the toll to 12.", ["killed 12"]),
        ("Officials revised the toll down to 8.", ["killed 8"]),
        ("The ministry revised the death toll from 12 to nine.", ["killed 9"]),
        ("The toll has been lowered from 12 to 9.", ["killed 9"]),
        ("The death toll, earlier given as 12, is now nine.", ["killed 9"]),
        ("Seven others are still being treated, among them a 12-year-old girl.", ["injured 7", "injured 1 part"]),
        ("The case is being treated as murder.", []),
        ("The toll was not 40 but 30.", ["killed 30"]),
        ("The toll, put at 40 on Monday, has not risen.", ["killed 40"]),
        ("The toll is expected to rise to 30.", ["killed 30 future"]),
        ("The death toll could reach 100.", ["killed 100 hypothetical"]),
        ("The toll did not rise to 40.", ["killed 40 negated"]),
        # What is counted is said before the number: troops and homes are not the dead.
        ("The government raised the number of troops to 300 after the killings.", []),
        ("The number of homes destroyed rose to 300 and 12 people died.", ["killed 12"]),
        ("The number of attacks has doubled to 40, killing six people.", ["killed 6"]),
        ("An earlier toll of 22 was revised to 19.", ["killed 19"]),
        # Wounds, by whoever says it: the finder is not hurt, and a lesser wound is not denied.
        ("Four people are recovering from gunshot wounds.", ["injured 4"]),
        ("A girl is recovering from her injuries.", ["injured 1", "injured 1 again"]),
        ("An officer found a man suffering from a gunshot wound.", ["injured 1"]),
        ("Officers searched the area and found Ivo Roe, 20, suffering from a wound.", ["injured 1"]),
        ("Deputies found a teen lying in an alley with a wound to the head.", ["injured 1"]),
        ("Three men walked into a gas station with gunshot wounds.", ["injured 3"]),
        ("The injuries to a boy were minor.", ["injured 1"]),
        ("All wounds were to the upper body.", []),
        ("A man had a hole in his coat but did not sustain any injuries.", []),
        ("None of them have life-threatening injuries.", []),
        ("None have life-threatening injuries.", []),
        ("None of the guests had any injuries.", []),
        # Hurt and alive, without a word of harm.
        ("A deputy remains hospitalized.", ["injured 1"]),
        ("A boy is fighting for his life.", ["injured 1"]),
        ("The party is fighting for its life.", []),
        ("A man is on life support.", ["injured 1"]),
        ("A woman underwent surgery after a shooting.", ["injured 1"]),
        ("Two people were treated and released.", ["injured 2"]),
        ("Two guests were treated with respect.", []),
        ("A gunman opened fire, striking three people.", ["injured 3"]),
        ("Two guests are in the hospital.", ["injured 2"]),
        ("A girl was rushed to a doctor, then airlifted to Children's Hospital.", ["injured 1"]),
        ("A bullet grazed a boy's left cheek.", ["injured 1"]),
        ("Two guests worked in the hospital.", []),
        ("Two victims were taken away by ambulance.", ["injured 2"]),
        ("Two men walked into a clinic, each with a gunshot wound.", ["injured 2"]),
        ("All but Ivo Roe suffered gunshot wounds.", []),
        # Death in other words, and its neighbours.
        ("A man was found unresponsive and pronounced dead.", ["killed 1"]),
        ("One deputy was hit by a bullet and a guard did not survive.", ["injured 1", "killed 1"]),
        ("A nurse didn't make it.", ["killed 1"]),
        ("A nurse didn't make it to the party.", []),
        ("A man was pronounced at the scene.", ["killed 1"]),
        ("The bill did not survive the vote.", []),
        ("A bill passed.", []),
        ("A woman may not survive.", []),
        ("Four people were in the bar and one of them, Ana Poe, did not survive.", ["killed 1"]),
        ("Also killed was a nurse.", ["killed 1"]),
        ("Also dead were his son and two daughters.", ["killed 3", "killed 1 part", "killed 2 part"]),
        ("Killed in the crossfire was a nurse of 25.", ["killed 1"]),
        ("The town released the names of three men slain when a gunman opened fire.", ["killed 3"]),
        ("Killed were Ana Poe, 24, and Max Loe, 30.", ["killed 2", "killed 1 part", "killed 1 part"]),
        # Victims by what befell them; the shot of a gun; a name.
        ("Police found seven shooting victims.", ["injured 7"]),
        ("Two homicide victims were found.", ["killed 2"]),
        ("The town had seven shootings.", []),
        # A thing that only says which persons are counted; measures and things that are counted themselves.
        ("Three bus passengers were killed.", ["killed 3"]),
        ("Two school bus drivers and four bank guards died.", ["killed 6", "killed 2 part", "killed 4 part"]),
        ("A mob beat two cattle traders to death.", ["killed 2"]),
        ("Two drone operators were wounded.", ["injured 2"]),
        ("Twelve state security men were killed.", ["killed 12"]),
        ("Two car bombs killed five people.", ["killed 5"]),
        ("One night gunmen killed three men.", ["killed 3"]),
        ("After 10 years police officer Dan Roe was killed.", ["killed 1"]),
        ("Three day labourers and a night watchman were killed.", ["killed 4", "killed 3 part", "killed 1 part"]),
        ("Four village headmen and two off-duty police officers died.", ["killed 6", "killed 4 part", "killed 2 part"]),
        ("In two days police killed five men.", ["killed 5"]),
        ("Seven Rohingya and 12 Nuer were killed.", ["killed 19", "killed 7 part", "killed 12 part"]),
        ("Three Hazara shopkeepers were killed.", ["killed 3"]),
        # Ages count nobody, wherever the verb stands.
        ("Fourteen children aged between 3 and 9 were killed.", ["killed 14"]),
        ("Two girls aged 12 and 14 were shot dead.", ["killed 2"]),
        ("Two boys aged 7 and 10 and three guards were killed.", ["killed 5", "killed 2 part", "killed 3 part"]),
        ("Thirty people aged 15 to 60, 12 of them women, were killed.", ["killed 30", "killed 12 part"]),
        ("A bomb left 14 of the hostages dead.", ["killed 14"]),
        ("Two weapons inspectors were killed.", ["killed 2"]),
        ("Three operations officers were wounded.", ["injured 3"]),
        ("Officers seized two weapons police said were used to kill a guard.", ["killed 1 hypothetical"]),
        ("The blast left three girls aged 12, 13 and 14 dead.", ["killed 3"]),
        ("The blast left five students from a nearby college dead.", ["killed 5"]),
        ("The blast left two passers-by dead.", ["killed 2"]),
        ("The blast left three children under five dead.", ["killed 3"]),
        ("Two homeless men were killed.", ["killed 2"]),
        # Hanged is of persons; what is to come; what those who are put to death once did.
        ("Ardenia hanged three men on Thursday.", ["killed 3"]),
        ("The museum hung three portraits of men.", []),
        ("Two convicted murderers were hanged at dawn.", ["killed 2"]),
        ("Six men are to be hanged on Sunday.", ["killed 6 future"]),
        ("One shot was fired through the door.", []),
        ("The deputy fired one shot at a car.", []),
        ("Judge Ivo Hurt denied the release.", []),
        # "They" of the same sentence; who the two are.
        ("Two passersby escaped when they were grazed by bullets.", ["injured 2"]),
        ("Two officers came and wounded them.", []),
        ("The two other teens, one female and one male, were being treated for injuries.", ["injured 2 again"]),
        ("Two people, a man and a woman, were killed.", ["killed 2"]),
        (
            "Three soldiers, a nurse and a guard were killed.",
            ["killed 5", "killed 3 part", "killed 1 part", "killed 1 part"],
        ),
        ("Nine people, a nurse and a guard among them, were killed.", ["killed 9"]),
        ("Two men, a woman and a child, were killed.", ["killed 4", "killed 2 part", "killed 1 part", "killed 1 part"]),
        # A second count that shares the verb, and its neighbours with a verb of their own.
        ("The army killed two soldiers on Monday and three more on Tuesday.", ["killed 2", "killed 3 increment"]),
        ("He reported that the offensive resulted in 14 guerrillas and two soldiers killed.", ["killed 14", "killed 2"]),
        ("One person was killed and seven others injured in a shooting.", ["killed 1", "injured 7"]),
        ("Three injured men and 14 guards arrived.", ["injured 3"]),
        ("The army lost 20 soldiers in the fighting.", ["killed 20"]),
        ("The team lost 20 players.", []),
        # An ordinal of rank; words that measure a grief; what goes on.
        ("An eighth grader was found dead.", ["killed 1"]),
        ("There are just too many killings here.", []),
        ("Our children are being killed in the streets.", []),
        ("It is possible that a fifth child was killed.", ["killed 1 increment hypothetical"]),
        ("They used a count of at least two civilians killed.", ["killed 2-?"]),
        # By his own hand: who "himself" is.
        ("A man killed his son and then took his own life.", ["killed 1", "killed 1"]),
        ("A boy believed to have shot himself has died.", ["killed 1"]),
        ("A teen was hurt after accidentally shooting himself.", ["injured 1"]),
        # Several persons in one phrase: the sum, and its parts.
        ("Two men and a woman were killed.", ["killed 3", "killed 2 part", "killed 1 part"]),
        ("A couple and their son were killed.", ["killed 3", "killed 2 part", "killed 1 part"]),
        ("Two guards plus a driver were killed.", ["killed 3", "killed 2 part", "killed 1 part"]),
        ("The bodies of a man and two women were found.", ["killed 3", "killed 1 part", "killed 2 part"]),
        (
            "He killed his wife, their two sons and then himself.",
            ["killed 3", "killed 1 part", "killed 2 part", "killed 1"],
        ),
        ("A family of five was found dead.", ["killed 5"]),
        (
            "Omar Zel, his son Ali and two grandchildren were killed.",
            ["killed 4", "killed 1 part", "killed 1 part", "killed 2 part"],
        ),
        ("Anna Smith, his wife and the mother of two, was shot dead.", ["killed 1"]),
        ("Deputies found a man and a toddler dead.", ["killed 2", "killed 1 part", "killed 1 part"]),
        # Ages and marks that count nobody.
        ("One of two girls, 7 and 5, critically shot on Wednesday has died.", ["killed 1"]),
        ("A 12-year-old boy and 2 men, 30 and 41, were killed.", ["killed 3", "killed 1 part", "killed 2 part"]),
        ("Ana Poe, 24 was shot in the chest and Max Loe, 22 was killed.", ["killed_or_injured 1", "killed 1"]),
        # Both in one number.
        ("Ten people were killed or wounded.", ["killed_or_injured 10"]),
        ("More than 100 were dead or wounded.", ["killed_or_injured 101-?"]),
        ("The blast left three dead and injured 10.", ["killed 3", "injured 10"]),
        ("The station reported a martyr and three wounded.", ["killed 1", "injured 3"]),
        ("A body was found under the rubble.", ["killed 1"]),
        ("A body of laws was found wanting.", []),
        # Parts of a total.
        ("Seven people, one of them a child, were killed.", ["killed 7", "killed 1 part"]),
        ("A gunman killed seven people, including a child.", ["killed 7", "killed 1 part"]),
        ("Twelve people were killed. Three of the dead were children.", ["killed 12", "killed 3 part"]),
        ("Nine people were killed. The dead included two children.", ["killed 9", "killed 2 part"]),
        ("Nine people were killed. Among those killed were two nurses.", ["killed 9", "killed 2 part"]),
        ("Nine people were killed. A child was among the dead.", ["killed 9", "killed 1 part"]),
        ("The dead included two children.", ["killed 2-?"]),
        (
            "More than 500 people died in 2013 of gunshots, and 69 of them were children.",
            ["killed 501-?", "killed 69 part"],
        ),
        ("Of the 12 wounded, three are in critical condition.", ["injured 12 again", "injured 3 part"]),
        ("Nine people were wounded. The victims included two women.", ["injured 9", "injured 2 part"]),
        ("Three people were shot, one fatally.", ["killed_or_injured 3", "injured 2", "killed 1"]),
        (
            "He was charged with shooting four people and killing one of them.",
            ["killed_or_injured 4", "injured 3", "killed 1"],
        ),
        # What is added to what was told.
        ("Another three died overnight, bringing the toll to 15.", ["killed 3 increment", "killed 15"]),
        # Of ten hurt of whom two died eight live.
        (
            "Ten were hurt. Five were killed. Two of the wounded died.",
            ["killed_or_injured 10", "injured 8", "killed 5", "killed 2 increment"],
        ),
        (
            "Five people were wounded. One of the five wounded died.",
            ["killed_or_injured 5", "injured 4", "killed 1", "killed_or_injured 5 again"],
        ),
        ("The toll rose to seven after two of the wounded died.", ["killed 7", "killed 2 part"]),
        ("Two people were killed on Monday. Three more were killed on Tuesday.", ["killed 2", "killed 3 increment"]),
        # "Others" sets apart from the dead, or from the hurt told of just before; told again they are the same.
        (
            "One man is dead and three others were hurt. Police said three other men were hurt.",
            ["killed 1", "injured 3", "injured 3"],
        ),
        ("A woman was wounded. Two others were wounded a street away.", ["injured 1", "injured 2 increment"]),
        # An ordinal counts the dead, where it counts no others.
        ("A third victim died in hospital on Sunday.", ["killed 3"]),
        ("An eighth victim of the attack has died.", ["killed 8"]),
        ("The death of a sixth miner was confirmed.", ["killed 6"]),
        ("A man was shot in the leg. A third man died at the scene.", ["killed_or_injured 1", "killed 1"]),
        ("Nine people were killed. A second victim died in hospital.", ["killed 9", "killed 1 increment"]),
        ("The fifth cyclist killed in the city this year was a student.", ["killed 5 period"]),
        ("A second suspect was killed by police.", ["killed 1 increment"]),
        ("His second wife was killed.", ["killed 1"]),
        ("She suffered second-degree burns.", ["injured 1 again"]),
        ("At least four people were hurt.", ["injured 4-?"]),
        ("Four people were hit by bullets and a fifth was wounded.", ["injured 4", "injured 1 increment"]),
        # Nobody.
        ("No one else was hurt.", []),
        ("None of the children was hurt.", []),
        ("No one was hurt.", ["injured 0"]),
        ("There were no reports of casualties.", []),
        ("No injuries were reported.", []),
        ("The dog was killed and two cars were destroyed.", []),
        ("He was charged with two counts of murder.", []),
        ("It was the worst attack in 15 years.", []),
        ("Drones that kill civilians are sold.", []),
        ("The regime sells drones to kill innocent villagers.", []),
        # Not done, or not yet.
        ("The army could kill 20 people.", ["killed 20 hypothetical"]),
        ("He threatened to kill five hostages.", ["killed 5 hypothetical"]),
        ("Police did not kill 20 people.", ["killed 20 negated"]),
        ("He did not beat two men to death.", ["killed 2 negated"]),
        ("The rebels threatened to shoot dead ten hostages.", ["killed 10 hypothetical"]),
        ("Locals feared that 20 people had been killed.", ["killed 20 hypothetical"]),
        ("Reports agreed that six civilians had been killed.", ["killed 6"]),
        # What an earlier version said is taken back elsewhere (test_notices.py).
        ("An earlier version of this story said nine people were killed.", ["killed 9"]),
        ("The 2014 killings shocked the town.", []),
        ("She hit back at the reports with eight questions.", []),
        ("Up to 40 people are feared dead.", ["killed ?-40 hypothetical"]),
        ("Friends will gather to mourn the deaths of two nurses.", ["killed 2"]),
        # Papers come out daily, people do not die so.
        ("A bomb killed 14 people on Friday, a doctor told the Daily Bell.", ["killed 14"]),
        ("The attack killed 14 people, the weekly Orlen Post reported.", ["killed 14"]),
        ("A bomb killed 14 people, a spokesman told a daily briefing.", ["killed 14"]),
        ("Guns kill 14 people daily.", ["killed 14 period"]),
        # Periods.
        ("So far this year, 120 people have been killed in the region.", ["killed 120 period"]),
        ("It was the city's 15th homicide this year.", ["killed 15 period"]),
        ("Since 2014, the war has killed 9,000 people.", ["killed 9000 period"]),
        ("More than 200 Zelins have died in air strikes this year.", ["killed 201-? period"]),
        ("Forty people died this year when a ferry sank.", ["killed 40"]),
        ("In 2019, 26 people were killed in road accidents.", ["killed 26 period"]),
        ("In 2019, 26 people were killed in the conflict.", ["killed 26 period"]),
        ("Eight hundred people were killed in fighting in 2020.", ["killed 800 period"]),
        ("In 2019, 26 people were killed when a bomb exploded at the market.", ["killed 26 historical"]),
        ("Last year's attack killed nine people.", ["killed 9"]),
        ("On the 12th of May two men were killed.", ["killed 2"]),
        ("On Friday 12 people were killed.", ["killed 12"]),
        ("Three people a day are killed on the roads.", ["killed 3 period"]),
        ("March 2016 saw 46 homicides in Orlen.", ["killed 46 period"]),
        ("The town recorded nine killings in May.", ["killed 9 period"]),
        ("There have been 100 homicides in the city as of June 15.", ["killed 100 period"]),
        ("Homicides remain at about the level of last year, with 100 people killed as of June 15.", ["killed 100 period"]),
        ("As of Monday, 25 people had been killed in the blast.", ["killed 25"]),
        ('He asked, "Last year in Orlen, 4,368 people were killed."', ["killed 4368 period"]),
        ("In Orlen last year, 368 people were killed.", ["killed 368 period"]),
        ("Karn was one of 12 people shot and killed in Orlen last year.", ["killed 12 period"]),
        ("She was one of two people killed in the crash last month.", ["killed 2"]),
        # Who is included among the dead is none of those who were wounded.
        (
            "Four people were dead, including the shooter, Odo Varn, and 14 others were wounded.",
            ["killed 4", "killed 1 again part", "injured 14"],
        ),
        ("A bomb killed the mayor, Odo Varn, and nine others were hurt.", ["killed 1 again", "injured 9"]),
        # A thousand behind a comma is no age.
        ("In all, 1,250 people were killed in the quake.", ["killed 1250"]),
        ("Why are innocent people being killed for no reason?", []),
        ("In May 12 people were killed.", ["killed 12"]),
        ("In 2017, 12 worshippers died in an attack on the shrine.", ["killed 12 historical"]),
        ("In 2016 a bus crash killed 30 pupils.", ["killed 30 historical"]),
        ("The attack came a day after a raid that killed 12 people.", ["killed 12"]),
    ],
)
def test_constructions(told: Told, text: str, figures: list[str]) -> None:
    assert read(told, text) == figures


@pytest.mark.parametrize(
    ("title", "figures"),
    [
        ("Gunmen kill 12 in market", ["killed 12"]),
        ("2 dead, 3 hurt in crash", ["killed 2", "injured 3"]),
        ("Police: 2 Killed, 3 Injured In Zelin Shooting", ["killed 2", "injured 3"]),
        ("Man shot, killed in Zelin", ["killed 1"]),
        ("Woman, 23, Shot Dead In Home Invasion", ["killed 1"]),
        ("Second man dies after shooting", ["killed 2"]),
        ("15-Year-Old Shot and Killed in Zelin Identified", ["killed 1"]),
        ("Man, toddler found dead in home", ["killed 2", "killed 1 part", "killed 1 part"]),
        ("Man killed, woman critical after shooting", ["killed 1", "injured 1"]),
        ("3 people shot at party; 1 dies", ["killed_or_injured 3", "injured 2", "killed 1"]),
        ("Woman killed, man wounded in double shooting", ["killed 1", "injured 1", "killed_or_injured 2"]),
        ("Teen critically injured in shooting", ["injured 1"]),
        ("14 shot, one fatally, in Zelin", ["killed_or_injured 14", "injured 13", "killed 1"]),
        ("Four in hospital after Zelin shooting", ["injured 4"]),
        ("Boy, 8, dies of gunshot wound in Zelin", ["killed 1"]),
        ("Boy, 8, who shot himself in Zelin identified", ["injured 1"]),
        ("Man admits killing friend, neighbor", ["killed 2", "killed 1 part", "killed 1 part"]),
    ],
)
def test_headlines_without_grammar(told: Told, title: str, figures: list[str]) -> None:
    assert read(told, "The town is quiet.", title=title) == figures


def test_the_total_of_a_year_and_the_year_before(told: Told) -> None:
    text = "Since the beginning of the year, 41 Zelins have been killed. Last year there were 98 - as many as last in 1999."
    this, last = read_figures(told(text))
    assert (this.scope, this.point, this.who) == ("period", 41, "Zelins")
    assert (last.scope, last.point, last.who, last.outcome) == ("period", 98, "Zelins", "killed")


def test_a_year_named_before_may_be_the_totals(told: Told) -> None:
    text = "The group was the deadliest of the region in 2014. That year, it was responsible for 644 deaths, a study found."
    (figure,) = read_figures(told(text))
    assert (figure.point, figure.scope) == (644, "period")


def test_a_running_total_is_one_figure(told: Told) -> None:
    text = "The number of Zelins killed since the beginning of the year in a region occupied since 1951 has risen to 35."
    (figure,) = read_figures(told(text))
    assert (figure.point, figure.scope, figure.who) == (35, "period", "Zelins")


def test_named_victims_are_each_one(told: Told) -> None:
    figures = read_figures(told("Ana Poe, 23, was killed. Later Boris Loe, 31, died in hospital."))
    assert [(figure.who, figure.point) for figure in figures] == [("Ana Poe", 1), ("Boris Loe", 1)]
    assert all("named_one" in figure.defaulted for figure in figures)


def test_the_same_victim_told_of_again_is_marked(told: Told) -> None:
    first, again = read_figures(told("A man was stabbed in Zelin. The man died at the scene."))
    assert (first.outcome, again.outcome) == ("killed_or_injured", "killed")
    assert "died_later" in first.defaulted
    assert "same_victims" in again.defaulted


def outcomes(told: Told, text: str) -> list[str]:
    return [f"{figure.outcome} {figure.point}" for figure in read_figures(told(text)) if figure.subset_of is None]


def test_the_only_dead_is_the_one_who_was_found_hurt(told: Told) -> None:
    quiet = "The town was quiet. Nobody spoke. It rained. The sun came out. Birds sang. "
    text = "A 4-year-old boy died on Monday. " + quiet + "Deputies had found {} with a gunshot wound."
    assert outcomes(told, text.format("a child")) == ["killed 1", "killed_or_injured 1"]
    assert outcomes(told, text.format("the boy")) == ["killed 1", "killed_or_injured 1"]
    assert outcomes(told, text.format("a woman")) == ["killed 1", "injured 1"]
    assert outcomes(told, text.format("a 9-year-old boy")) == ["killed 1", "injured 1"]
    assert outcomes(told, text.format("another boy")) == ["killed 1", "injured 1"]
    assert outcomes(told, text.format("three boys")) == ["killed 1", "injured 3"]


def test_one_of_the_hurt_died(told: Told) -> None:
    emma = "Emma Roe and her mother were rushed to the hospital. "
    assert outcomes(told, emma + "Emma died on Friday.") == [
        "killed_or_injured 2", "injured 1", "injured 1", "killed 1",
    ]  # fmt: skip
    assert outcomes(told, emma)[0] == "injured 2"
    text = "Six people were injured. {} later died."
    assert outcomes(told, text.format("One of them")) == ["killed_or_injured 6", "injured 5", "killed 1"]
    assert outcomes(told, text.format("One of the attackers")) == ["injured 6", "killed 1"]


def test_all_who_were_taken_to_hospital_hold_the_dead(told: Told) -> None:
    text = "A man was killed and three others were hurt. {} people were taken to nearby hospitals."
    assert outcomes(told, text.format("Four")) == ["killed 1", "injured 3", "killed_or_injured 4"]
    assert outcomes(told, text.format("Three")) == ["killed 1", "injured 3", "injured 3"]


def test_all_survived_where_no_wound_is_dangerous(told: Told) -> None:
    text = "Four people were shot at a bar. {} A man was killed there last year."
    assert "injured 4" in outcomes(told, text.format("None of the wounds is life-threatening."))
    assert "injured 4" not in outcomes(told, text.format("The bar was closed."))


def test_how_another_fares_is_no_addition(told: Told) -> None:
    text = "One person was killed and four others were hurt. Another man underwent surgery after the shooting."
    assert [brief(figure) for figure in read_figures(told(text))] == ["killed 1", "injured 4", "injured 1"]


def test_two_words_for_kin_are_two_persons(told: Told) -> None:
    text = "The daughter died of her wounds. The death of the father was a suicide. The mother was taken to the hospital."
    assert outcomes(told, text) == ["killed 1", "killed 1", "injured 1"]


def test_the_pilot_is_the_pilot_and_not_who_was_told_of_last(told: Told) -> None:
    text = "A pilot died while his companion was hurt. The pilot's body was found."
    assert outcomes(told, text) == ["killed 1", "injured 1", "killed 1"]


def test_kin_of_the_dead_are_others(told: Told) -> None:
    assert outcomes(told, "A banker was murdered. The attackers also wounded the banker's son.")[1] == "injured 1"


def test_a_year_in_another_clause_makes_no_history(told: Told) -> None:
    lead = "The town is quiet today. Nobody knows why. "
    text = lead + "A gunman killed Max Loe, who founded the firm in 1980."
    assert [brief(figure) for figure in read_figures(told(text))] == ["killed 1"]
    text = lead + "A gunman killed Max Loe in 1980."
    assert [brief(figure) for figure in read_figures(told(text))] == ["killed 1 historical"]


def test_who_killed_himself_after_others_is_an_attacker(told: Told) -> None:
    text = "A gunman wounded five workers on Monday. Afterward, {}."
    status = [figure.status for figure in read_figures(told(text.format("Ivo Roe went home and killed himself")))]
    assert status == ["unstated", "attacker"]
    status = [figure.status for figure in read_figures(told(text.format("a boy accidentally killed himself elsewhere")))]
    assert status == ["unstated", "unstated"]


def test_who_shot_himself_by_accident_is_no_attacker(told: Told) -> None:
    figures = read_figures(told("A Zelin County toddler who was hurt after accidentally shooting himself has died."))
    assert {figure.status for figure in figures} == {"unstated"}


def test_who_killed_himself_is_none_of_the_shot(told: Told) -> None:
    text = "A man shot his wife and child before killing himself."
    assert outcomes(told, text) == ["killed 1", "killed_or_injured 2"]
    figure = next(figure for figure in read_figures(told(text)) if figure.outcome == "killed")
    assert (figure.status, figure.who) == ("attacker", "man")


def test_the_shot_survived_where_the_report_tells_of_no_death(told: Told) -> None:
    (figure,) = read_figures(told("Four people were shot outside a bar."))
    assert figure.outcome == "injured"
    assert "survived" in figure.defaulted


def test_an_attacker_among_the_dead(told: Told) -> None:
    (total,) = read_figures(told("A suicide bomber killed 12 people, including himself."))
    assert (total.point, total.includes_attackers) == (12, True)
    (gunman,) = read_figures(told("The gunman was shot dead by police."))
    assert gunman.status == "attacker"


def test_who_they_were(told: Told) -> None:
    figures = read_figures(told("Two journalists were killed and a 9-year-old girl was wounded. Five soldiers died."))
    assert [(figure.subgroup, figure.status) for figure in figures] == [
        ("journalist", "unstated"),
        ("child", "unstated"),
        (None, "security_force"),
    ]


def test_the_victims_named_in_a_list(told: Told) -> None:
    figures = read_figures(
        told("Three people were killed. The dead were identified as Ana Poe, 23, Ivo Roe, 45, and Max Loe.")
    )
    assert [figure.who for figure in figures if "named_one" in figure.defaulted] == ["Ana Poe", "Ivo Roe", "Max Loe"]


def test_a_year_before_the_report_is_background(told: Told) -> None:
    text = "Two men were killed on Monday. Police gave no motive. A bomb killed six people there in 2019."
    assert [brief(figure) for figure in read_figures(told(text))] == ["killed 2", "killed 6 historical"]


def test_spans_are_the_number_and_its_noun(told: Told) -> None:
    document = told("Officials said at least 12 young people were killed there.")
    (figure,) = read_figures(document)
    assert document.words(figure.span) == "at least 12 young people"
    assert figure.predicate is not None
    assert document.words(figure.predicate) == "killed"


def test_harm_is_found_by_letters_alone() -> None:
    assert sentence_has_harm("Bodies were found.")
    assert sentence_has_harm("Nine were slain")
    assert not sentence_has_harm("The minister met the president.")


PIECES = """two men
were killed shot dead the and , . 3 a child including at least one of them fatally in since 2012 year toll
rose to Ana Poe 23 wounded not no his wife himself - most family five over ( )"""
WORDS = st.lists(st.sampled_from([*PIECES.split(), "\n"]), max_size=25).map(" ".join)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORDS)
def test_any_run_of_words_is_read_and_spans_hold_words(told: Told, text: str) -> None:
    document = told(text)
    figures = read_figures(document)
    for figure in figures:
        assert document.words(figure.span).strip()
        assert figure.low is None or figure.high is None or figure.low <= figure.high
        assert figure.subset_of is None or 0 <= figure.subset_of < len(figures)


@pytest.mark.parametrize(("text", "first", "last"), [
    ("The war has claimed 900 lives since the rebels took up arms in 2009.", "2009-01-01", "2024-05-15"),
    ("The group, which formed in 2002, has killed 900 people in the past seven years.", "2017-05-10", "2024-05-15"),
    ("In 2012 the group killed 40 people.", "2012-01-01", "2012-12-31"),
    ("The army said it had killed 30 rebels in operations in the north over the past week.", "2024-05-08", "2024-05-15"),
    ("Nine people have been killed in shootings in a week, police said.", None, None),
])  # fmt: skip
def test_the_period_of_a_total_is_its_own(told: Told, text: str, first: str, last: str) -> None:
    document = told(text)
    figure = read_figures(document, read_dates(document))[0]
    assert (figure.scope, figure.period_from, figure.period_to) == ("period", first, last)


@pytest.mark.parametrize(("text", "figures"), [
    ("Police identified the woman found shot dead in a car on Saturday as Tina Brill, 27.", ["killed 1 again", "killed 1"]),
    ("Two men found shot to death in a field on Saturday were brothers, police said.", ["killed 2"]),
    ("Police named the teenager found fatally shot on Saturday as Ivo Karn.", ["killed 1 again"]),
    ("Three people found shot dead in a house on Saturday were a couple and their son, police said.", ["killed 3"]),
    ("Police found two men shot dead in a car on Saturday.", ["killed 2"]),
])  # fmt: skip
def test_who_was_found_dead_is_no_finder(told: Told, text: str, figures: list[str]) -> None:
    assert [one for one in read(told, text) if one.startswith("killed")] == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "Officials with the Department of Game and Inland Fisheries have confirmed that a boy died on Thursday.",
            ["killed 1"],
        ),
        ("A child was shot. Metro Video Image 4 of 8", ["injured 1"]),
    ],
)
def test_names_of_bodies_and_of_parts_of_a_page_are_nobodys(told: Told, text: str, figures: list[str]) -> None:
    assert read(told, text) == figures


@pytest.mark.parametrize(("text", "totals"), [
    ("A girl was hurt on Monday. He spoke of the 85 homicides recorded in the city in 2023.", [85]),
    ("A girl was hurt on Monday. Police have solved half of the 85 homicides.", [85]),
    ("Two guards were killed on Monday. Police are investigating the two murders.", []),
])  # fmt: skip
def test_a_definite_count_of_killings_is_a_total_unless_they_were_told_of(told: Told, text: str, totals: list[int]) -> None:
    document = told(text)
    figures = set_apart(document, read_figures(document, read_dates(document)))
    assert [one.point for one in figures if one.scope == "period"] == totals


@pytest.mark.parametrize(("text", "figures"), [
    ("An agronomist was killed on Monday. A street vendor was wounded.", ["killed 1", "injured 1"]),
    ("A suspect shot himself dead on Monday. An officer was injured.", ["killed 1", "injured 1"]),
    ("A boy has died. Deputies had found a child with a gunshot wound.", ["killed 1", "killed_or_injured 1"]),
])  # fmt: skip
def test_who_is_hurt_in_another_calling_is_another_person(told: Told, text: str, figures: list[str]) -> None:
    document = told(text)
    assert [brief(one) for one in read_figures(document) if "again" not in brief(one)] == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Two men were taken to a hospital, where one died.", ["killed 1", "killed_or_injured 2", "injured 1"]),
        ("Two men were taken to a hospital, where both died.", ["killed 2", "killed 2 again"]),
        ("Two men were taken to a hospital, where they are recovering.", ["injured 2"]),
    ],
)
def test_some_of_those_in_hospital_died(told: Told, text: str, figures: list[str]) -> None:
    assert sorted(read(told, text)) == sorted(figures)


def test_a_masthead_names_no_victim(told: Told) -> None:
    text = "A 10-year-old boy shot himself in the stomach on Friday."
    title = "Boy calls after brother shoots himself - WXYZ Channel 4"
    assert not [one for one in read_figures(told(text, title=title)) if "WXYZ" in (one.who or "")]


def test_officers_who_are_sent_to_a_hospital_have_work_there(told: Told) -> None:
    assert read(told, "Deputies were sent to the hospital.") == []
    assert read(told, "Two deputies were sent to the hospital.") == ["injured 2"]
    assert read(told, "Deputies were taken to the hospital.") == ["injured 2-?"]


def test_a_second_murder_is_no_second_person(told: Told) -> None:
    text = "Karn was charged with the murder of a boy and the attempted murder of a woman."
    assert "killed 2" not in read(told, text)


def test_a_wound_of_somebody_found_away_from_there(told: Told) -> None:
    found = read(told, "A man was found less than a mile away with multiple gunshot wounds in the head.")
    assert found == ["injured 1"]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("A 14-, 15-, and 17-year-old were wounded.", ["injured 3"]),
        ("A 14-, a 15- and a 17-year-old were wounded.", ["injured 3"]),
        ("A 22- and a 24-year-old man were killed.", ["killed 2"]),
        ("Two 14- and 15-year-old boys were killed.", ["killed 2"]),
        ("Her 10- and 12-year-old sons were killed.", ["killed 2"]),
        ("A 14- or 15-year-old boy was wounded.", ["injured 1"]),
        ("The 17 y/o boy was killed.", ["killed 1 again"]),
        ("A 23 yo man was killed.", ["killed 1"]),
        ("A 31yr old woman was killed.", ["killed 1"]),
    ],
)
def test_ages_count_persons_and_no_years(told: Told, text: str, figures: list[str]) -> None:
    assert read(told, text) == figures


def test_ages_with_an_end_each_are_a_list(told: Told) -> None:
    found = read(told, "A 14-year-old, 15-year-old and 17-year-old were wounded.")
    assert found == ["injured 3", "injured 1 part", "injured 1 part", "injured 1 part"]


@pytest.mark.parametrize(
    "text",
    [
        "No evidence 14 killed",
        "No proof that 14 were killed, army says",
        "Little evidence 14 killed in raid",
        "Police: No truth to report of 14 dead",
    ],
)
def test_a_headline_that_finds_no_proof_tells_of_no_dead(told: Told, text: str) -> None:
    assert read(told, "It happened on Monday.", title=text) == ["killed 14 hypothetical"]


@pytest.mark.parametrize("text", ["Evidence shows 14 killed", "Police have proof that 14 were killed"])
def test_a_headline_that_finds_proof_tells_of_the_dead(told: Told, text: str) -> None:
    assert read(told, "It happened on Monday.", title=text) == ["killed 14"]


@pytest.mark.parametrize("text", ["Not 14 but 12 killed", "Not 14 people but 12 were killed", "Not 14 but 12 were killed"])
def test_of_a_number_set_right_the_second_counts(told: Told, text: str) -> None:
    assert read(told, "It happened on Monday.", title=text) == ["killed 12"]


def test_one_of_several_shot_dies(told: Told) -> None:
    assert read(told, "It was on Monday.", title="One of 5 shot in Merrin bar dies of injuries")[0] == "killed 1"


def test_an_arrest_is_nobody_killed(told: Told) -> None:
    assert read(told, "It was on Monday.", title="Arrests made 10 months after man shot, killed in game") == ["killed 1"]


def test_another_in_headline_and_text_is_one(told: Told) -> None:
    found = read(told, "Police say she shot and killed another teen.", title="Girl, 16, shoots, kills another teen")
    assert found == ["killed 1", "killed 1"]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Nothing is going to be done until somebody gets killed, she said.", "killed 1 hypothetical"),
        ("We have to act before a teen is killed, she said.", "killed 1 hypothetical"),
        ("He fought until he was killed.", "killed 1 again"),
        ("A man was killed before help came.", "killed 1"),
    ],
)
def test_what_is_still_to_come_killed_nobody(told: Told, text: str, figure: str) -> None:
    assert read(told, text) == [figure]


def test_the_number_of_a_picture_counts_nobody(told: Told) -> None:
    assert read(told, "Image 7 of 8 A girl was killed in Merrin.") == ["killed 1"]


def test_a_total_goes_on_with_the_period_told_before(told: Told) -> None:
    found = read(told, "She is the latest victim in the past two months. Eight have been killed by gunfire.")
    assert found == ["killed 8 period"]
    assert read(told, "She was hurt on Monday. Eight have been killed by gunfire.")[-1] == "killed 8"


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("A man in his 20s and a woman in her 30s were killed.", "killed 2"),
        ("A man in his 20s and two women were killed.", "killed 3"),
        ("A clerk in a store and a customer were wounded.", "injured 2"),
        ("Three adults and 2 juveniles ages 14 and 15 were wounded.", "injured 5"),
        ("A mother and her twin daughters were killed.", "killed 3"),
    ],
)
def test_a_list_goes_on_behind_what_is_said_of_the_first(told: Told, text: str, figure: str) -> None:
    assert read(told, text)[0] == figure


@pytest.mark.parametrize(
    "text",
    [
        "A man with a gun and a knife was killed.",
        "A guard at the bank and the school was killed.",
        "A resident of Merrin and Orlen was killed.",
        "The father of a girl and a boy was killed.",
    ],
)
def test_what_is_said_of_one_is_no_second_one(told: Told, text: str) -> None:
    assert [one.removesuffix(" again") for one in read(told, text)] == ["killed 1"]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        # A number with a verb of its own is not in the row of who is named before it.
        (
            "Four people were dead, including the shooter identified as Cedric Holm, and 14 others were wounded.",
            ["killed 4", "killed 1 again part", "killed 1", "injured 14"],
        ),
        # The bodies of the living; arrests on one man's record.
        ("The guard meant to protect the life and the bodies of Derrick Holm and Norris Lund.", []),
        ("The gunman has six prior arrests, and he has at least four arrests for theft.", []),
        ("The raid led to 12 arrests.", ["detained 12"]),
    ],
)
def test_who_is_not_counted_with_the_dead_or_the_held(told: Told, text: str, figures: list[str]) -> None:
    assert read(told, text) == figures


@pytest.mark.parametrize(
    "death",
    ["A third suspect, Carl Dunn, committed suicide at the county jail.", "Carl Dunn was found dead inside his jail cell."],
)
def test_a_suspects_death_in_jail_is_no_death_of_the_deed(told: Told, death: str) -> None:
    text = f"Two men were indicted in the shooting death of Ann Lee in Kalden. Nobody was told why. {death}"
    assert read(told, text) == ["killed 1"]


def test_a_toddler_who_shot_himself_is_no_attacker(told: Told) -> None:
    text = "A two-year-old boy who got his hands on a loaded gun and shot himself is still in the hospital."
    assert {figure.status for figure in read_figures(told(text))} == {"unstated"}
    assert "attacker" in {figure.status for figure in read_figures(told("The man who killed two and shot himself died."))}
