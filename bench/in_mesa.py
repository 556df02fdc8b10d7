"""The thought experiment once more, person by person, as agents of mesa: to measure against, and to check against."""

# mypy: ignore-errors
# mesa is seldom installed.

from collections.abc import Iterable

import mesa

from explainer.experiment_settings import STEPS, Settings
from explainer.thought_experiment import Draws, draws


class Professional(mesa.Agent):
    """Somebody who sees two logics as more or less compatible."""

    def __init__(self, model: "Department", number: int):
        super().__init__(model)
        self.number, self.resists, self.contacts = number, False, []

    def respond(self) -> None:
        """Feel the tension of this step, look at the contacts, and choose a side for the next."""
        office, chance, now = self.model.office, self.model.chance, self.model.now
        seen = office.compatibility + office.spread * chance.view[0, self.number]
        seen += office.wobble * chance.wobble[0, now, self.number]
        strain = office.equating * min(1, now / office.arrival) * (1 - min(max(seen, 0), 1))
        resisting = sum(one.resists for one in self.contacts) / len(self.contacts) if self.contacts else 0.5
        self.next = strain + office.colleagues * (resisting - 0.5) > office.threshold

    def advance(self) -> None:
        """Everybody changes at once."""
        self.resists = self.next


class Department(mesa.Model):
    """An office of the thought experiment, in which ties stay."""

    def __init__(self, office: Settings, chance: Draws):
        super().__init__(rng=1)
        self.office, self.chance, self.now = office, chance, 0
        everybody = [Professional(self, number) for number in range(chance.view.shape[1])]
        for one, other in chance.pairs[0]:
            everybody[one].contacts.append(everybody[other])
            everybody[other].contacts.append(everybody[one])

    def step(self) -> None:
        self.agents.do("respond")
        self.agents.do("advance")


def shares(office: Settings, seeds: Iterable[int]) -> list[list[float]]:
    """By seed, the share who resist at every step, from the same draws as ours."""
    found = []
    for seed in seeds:
        model = Department(office, draws((seed,), office.ties))
        found.append([])
        for model.now in range(STEPS + 1):
            model.step()
            found[-1].append(sum(one.resists for one in model.agents) / len(model.agents))
    return found
