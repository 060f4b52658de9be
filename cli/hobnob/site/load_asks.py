"""What was asked of people, from the index to views.

The one rule: asks are counted; what went to and fro between two people is told in words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from hobnob.answers import Who
from hobnob.index.index import Index
from hobnob.network.asks.asks import Ask, group_asks, list_asks, tally
from hobnob.network.asks.favours import list_favours, spell_words
from hobnob.site.letter_views import AskRow, AsksPage, ToAndFro
from hobnob.site.load_letters import measure
from hobnob.site.views import Ref
from hobnob.wording import ASKS


def load_asks(index: Index) -> AsksPage:
    """Return what was asked until today, what came of it, and what went to and fro."""
    asks = list_asks(index)
    plans = {
        slug: Ref(section="plans", slug=slug, name=name)
        for slug, name in index.db.execute(
            "SELECT slug, name FROM note WHERE kind = 'plan' AND live"
        )
    }
    manners = {
        "oblique": tuple(ask for ask in asks if not ask.is_direct),
        "direct": tuple(ask for ask in asks if ask.is_direct),
    }
    return AsksPage(
        manners=_rows(manners) if asks else (),
        kinds=_rows(group_asks(index, asks, "kind"), lambda word: ASKS.get(word, word)),
        plans=tuple(
            _row(of, ref=plans.get(slug), name="no plan")
            for slug, of in group_asks(index, asks, "plan").items()
        ),
        years=_rows(group_asks(index, asks, "year")),
        favours=tuple(
            ToAndFro(
                person=_ref(one.person),
                got=spell_words(one.got),
                gave=spell_words(one.gave),
                introduced=tuple(map(_ref, one.introduced)),
            )
            for one in list_favours(index, asks)
        ),
    )


def _rows(
    groups: Mapping[str, Iterable[Ask]], called: Callable[[str], str] = str
) -> tuple[AskRow, ...]:
    return tuple(_row(of, name=called(key)) for key, of in groups.items())


def _row(asks: Iterable[Ask], *, name: str, ref: Ref | None = None) -> AskRow:
    counted = tally(asks)
    rates = {key: measure(rate) for key, rate in counted.rates.items()}
    return AskRow(ref=ref, name=name, asked=counted.asked, **rates)


def _ref(who: Who) -> Ref:
    known = who.slug if who.id is not None else ""
    return Ref(section="people", slug=known, name=who.name.strip("[]"))
