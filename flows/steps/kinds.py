"""What kind of thing each passage says: told for those that no person and not this version of the program has told."""

from __future__ import annotations

from collections.abc import Sequence

from config.settings import Settings
from domain.heard import HeardPassage
from domain.kinds import BY_PERSON, PassageKind
from domain.receipt import Receipt
from flows.progress import report
from flows.steps.encoders import encoder_for
from flows.steps.stage import rounds_up_to, stage
from warehouse.store import Store

CHUNK = 5_000


@stage("kinds")
def kinds(store: Store, settings: Settings, round_name: str) -> Receipt:
    """Tell concerns, suggestions, praise and questions of a round and those before it; the receipt counts passages."""
    from nlp.kinds import version_of

    round_ids = [each.id for each in rounds_up_to(store, settings, round_name)]
    passages = store.passages.of_rounds(round_ids)
    made_by = version_of(encoder_for(settings.themes.embedding_model).model)
    told = store.kinds.of_rounds(round_ids)
    done = {each.passage_id for each in told.values() if each.made_by in (made_by, BY_PERSON)}
    missing = [each for each in passages if each.passage.id not in done]
    receipt = Receipt(read=len(passages) - len(missing), unchanged=len(passages) - len(missing))
    for start in range(0, len(missing), CHUNK):
        receipt += _tell(store, settings, missing[start : start + CHUNK], made_by)
        report("kinds", receipt.read, len(passages))
    return receipt


def _tell(store: Store, settings: Settings, passages: Sequence[HeardPassage], made_by: str) -> Receipt:
    from nlp.embed.context import lean_on_comment
    from nlp.kinds import CONTEXT, tell_kinds

    model = encoder_for(settings.themes.embedding_model).model
    words = [each.passage.text for each in passages]
    vectors = lean_on_comment(store.vectors.of(model, words), store.vectors.of(model, [each.comment for each in passages]), lean=CONTEXT)
    told = tell_kinds(words, [each.language for each in passages], vectors, model=model)
    written, unchanged = store.kinds.save(
        [PassageKind(each.passage.id, one.kind, one.leaning, one.score, made_by) for each, one in zip(passages, told, strict=True)]
    )
    # What was withdrawn meanwhile has no kind any more.
    return Receipt(read=len(passages), written=written, unchanged=unchanged, skipped=len(passages) - written - unchanged)
