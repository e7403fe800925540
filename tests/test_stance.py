"""Every stance, sentence by sentence: a lost "not" is the worst that reading can do."""

from collections.abc import Callable

import pytest

from crossreport.model.said import Attribution
from crossreport.reading.layout import Document
from crossreport.reading.said.read import read_attributions

CONFIRMED = """
The ministry confirmed that three soldiers had died.
Police have confirmed the arrest of two men.
A spokesman confirmed to Reuters that the bridge was hit.
The army admitted that its troops had fired on the crowd.
Varland admitted to supplying the rebels with drones.
The government has acknowledged that civilians were killed.
The commander conceded that mistakes were made.
The suspect confessed to planting the bomb.
Hospital officials confirmed the deaths.
The arrest was confirmed by the interior ministry.
It was confirmed by the embassy that two tourists had died.
The group admitted kidnapping the engineer.
The mayor confirmed on Monday that the school would close.
Two officials confirmed the attack.
The agency verified that the video was filmed in Kalden.
Investigators corroborated the account.
The president acknowledged the losses.
The ministry later confirmed the toll.
The port authority can confirm that a ship had sunk.
"Two of our men were killed," the army confirmed.
The army confirmed the raid but gave no details.
The army has now confirmed that it carried out the strike.
Medics confirmed five deaths.
The bank has admitted paying the militia.
Officials confirm that talks are under way.
Officials said the report was true.
A court official confirmed that the man had been released.
The regime has conceded defeat.
The airline confirmed that 40 people were on board.
The minister acknowledged that the army was responsible for the strike.
The police chief admitted the shooting was a mistake.
"""

DENIED = """
The ministry denied that three soldiers had died.
Tehran denies the accusation.
Ardania has denied supplying weapons to the rebels.
The army denied having fired on the crowd.
The group denied any involvement in the bombing.
The minister denied the claims that he had fled.
The army rejected claims that it had used gas.
The president dismissed the allegations.
The spokesman refuted the reports.
The accusation was denied by the government.
Varland ruled out an attack on the camp.
Police said the reports of a second gunman were false.
The minister called the allegations baseless.
The army described the report as fabricated.
The embassy said the report was not true.
The embassy said there was no truth to the claim.
The mayor disputed the figure.
The general vehemently denies that his men were there.
The rebels strongly denied the charge.
"We did not fire," the army said, denying the claim.
The company rejected accusations that it paid the militia.
Officials in Kalden denied the report.
Officials said the claims were unfounded.
A spokeswoman flatly denied that the plane had been shot down.
The group has repeatedly denied responsibility for the attack.
The rebels deny killing the priest.
The militia disputes that any of its men were killed.
The foreign ministry repudiated the statement.
The report was dismissed by the palace.
The governor dismissed as rumours the reports of a massacre.
Norvik disavowed the attack.
"""

NOT_CONFIRMED = """
The ministry did not confirm that three soldiers had died.
The embassy did not confirm to AFP that the meeting took place.
Police have not confirmed the arrest.
Police could not confirm the toll.
The claim could not be independently verified.
Reuters could not independently verify the report.
Officials declined to confirm the report.
The army refused to confirm the strike.
The minister stopped short of confirming the deaths.
The ministry has yet to confirm the deaths.
The army would not confirm that it had carried out the raid.
The army neither confirmed nor denied the strike.
The spokesman was unable to confirm the number of dead.
Police found no evidence that the fire was set on purpose.
There is no evidence that the man acted alone.
The report has not been confirmed by the government.
The deaths have not been confirmed.
No official confirmed the report.
No one has confirmed the deaths.
Officials failed to confirm the arrest.
The police spokesman would neither confirm nor deny the arrest.
The government never confirmed the deaths.
The group did not admit that it had lost the town.
The army has not acknowledged the strike.
The ministry did not say whether soldiers had died.
Police did not say that the man was armed.
It is unclear whether the pilot survived.
There were unconfirmed reports that the general had fled.
The outlet was not able to verify the video.
The army did not deny that it had struck the camp.
Police are not ready to confirm the number of dead.
The ministry cannot confirm the attack.
"""

ALLEGED = """
Kalden accuses Varland of supplying the rebels with drones.
The army accused the rebels of shelling the village.
The minister blamed the militia for the attack.
The prosecutor alleges that the man planted the bomb.
The men are accused of killing a farmer.
The suspect was charged with murder after police alleged that he shot the clerk.
Opposition leaders alleged that the vote was rigged.
Police suspect that the fire was set on purpose.
Varland was accused of violating the truce.
The two men were accused by the police of robbing a bank.
The mayor accused the police of beating students.
Both sides accused each other of breaking the truce.
The government blames separatists for the blast.
The army blamed the deaths on rebels, alleging that they had fired first.
The family alleges that he was beaten in custody.
The soldiers allegedly shot the boy.
Rights groups have accused the army of torture.
The envoy accused Norvik of arming militias.
Residents blamed the army for the killings.
He is suspected of killing two people.
The rebels are accused of using children as soldiers.
The ministry accused the station of lying.
The lawyer alleged abuse.
Ardania repeatedly accused its neighbour of sheltering gunmen.
The driver was accused of ignoring the signal.
Witnesses accused soldiers of looting shops.
The allegation that troops had fled was printed on Monday.
Accusing the militia of murder, the mayor left the hall.
The group was blamed for the bombing.
The minister was accused by his own party of taking bribes.
"""

CLAIMED = """
The rebels claimed that they had shot down a jet.
The militia claims to have killed 20 soldiers.
The group claimed responsibility for the attack.
The army insists that no civilians were hurt.
The general maintains that his men were elsewhere.
The rebels asserted that the town was theirs.
The militia claimed the attack.
The army contends that the house was a base.
"We hold the airport," the rebels claimed.
The group has claimed that it killed the mayor.
The claim that the town had fallen was printed on Monday.
Responsibility was claimed by the Northern Brigade.
The spokesman insisted that the raid was legal.
The soldiers reportedly shot the boy.
The company maintains that its drivers were not armed.
The suspect claims he was asleep.
The rebels claimed victory.
Varland claims the island.
The man purported to be a doctor.
The army claimed it had hit a depot.
The general asserts that the road is open.
The governor insisted the city was safe.
Activists claimed that 30 people had been arrested.
The rebels claim to control the port.
The junta maintained that order had been restored.
The prisoner insists that he was tortured.
The government claims that the rebels fled.
The band claimed that the bridge was theirs.
The opposition claimed fraud.
The union contended that the guards fired first.
"""

STATED = """
The ministry said that three soldiers had died.
Two men were arrested, police said.
"Two men were arrested," said police chief Lena Holm.
According to witnesses, the gunman fled north.
Three people died, according to the hospital.
The mayor told reporters that the school was closed.
The minister announced that talks had ended.
The general added that the road was open.
The spokesman explained that the bridge was old.
The army reported that 12 rebels were killed.
The report found that the brakes had failed.
The president stressed that peace was near.
The doctor noted that two of the men were unconscious.
As the mayor said, the bridge was old.
The statement said the men were unarmed.
She wrote that the prison was full.
The president condemned the attack.
The envoy has no doubt that the truce will hold.
The ministry, citing hospitals, said 20 people had died.
The police chief said no one was hurt.
The commission concluded that the army fired first.
The radio reported that the governor had fled.
The agency reported the arrest of two men.
"The road is open," the general told Reuters.
The embassy stated that its staff were safe.
The envoy described the talks as useful.
The minister revealed that two spies were caught.
The witness recalled that the car was blue.
The police tweeted that the road was closed.
The king praised the soldiers.
The prime minister reiterated that the border was closed.
"""

POLARITY = {"confirmed": "+", "denied": "-", "not_confirmed": "u", "alleged": "+", "claimed": "+", "stated": "+"}
SENTENCES = [
    (stance, line)
    for stance, block in (
        ("confirmed", CONFIRMED),
        ("denied", DENIED),
        ("not_confirmed", NOT_CONFIRMED),
        ("alleged", ALLEGED),
        ("claimed", CLAIMED),
        ("stated", STATED),
    )
    for line in block.strip().split("\n")
]


def stances(document: Document) -> list[Attribution]:
    return list(read_attributions(document, ()))


@pytest.mark.parametrize(("stance", "line"), SENTENCES)
def test_the_stance_of_a_sentence(told: Callable[..., Document], stance: str, line: str) -> None:
    found = stances(told(line))
    assert stance in {one.stance for one in found}, [(one.stance, one.polarity) for one in found]
    assert POLARITY[stance] in {one.polarity for one in found if one.stance == stance}


@pytest.mark.parametrize("line", [*NOT_CONFIRMED.strip().split("\n"), *DENIED.strip().split("\n")])
def test_what_is_denied_or_open_is_never_confirmed(told: Callable[..., Document], line: str) -> None:
    assert "confirmed" not in {one.stance for one in stances(told(line))}


@pytest.mark.parametrize(
    "line",
    [
        "If the ministry confirms the deaths, schools will close.",
        "Reporters asked the army to confirm the strike.",
        "Families are waiting for the hospital to confirm the deaths.",
        "The ministry is expected to confirm the deaths on Monday.",
        "The ministry will confirm the toll on Monday.",
        "He left without confirming the deaths.",
        "The army may confirm the strike.",
        "Unless police confirm the report, the game goes on.",
        "Instead of confirming the report, the general left.",
        "The general avoided confirming the report.",
    ],
)
def test_a_confirmation_that_has_not_come_is_none(told: Callable[..., Document], line: str) -> None:
    assert "confirmed" not in {one.stance for one in stances(told(line))}


@pytest.mark.parametrize(
    ("line", "stance"),
    [
        ("Doctors estimate that 30 people have died.", "estimated"),
        ("Up to 30 people are feared to have died.", "feared"),
        ("Rescuers fear that more bodies lie under the rubble.", "feared"),
        ("The president vowed to punish the attackers.", "intended"),
        ("The minister wants to meet the rebels.", "intended"),
        ("Norvik plans to send troops.", "intended"),
        ("The mayor expects that the toll will rise.", "expected"),
        ("The UN urged both sides to stop the fighting.", "asked"),
        ("The envoy called for calm.", "asked"),
        ("The ministry corrected its figure.", "corrected"),
        ("The agency retracted its report.", "retracted"),
    ],
)
def test_other_stances(told: Callable[..., Document], line: str, stance: str) -> None:
    assert stance in {one.stance for one in stances(told(line))}
