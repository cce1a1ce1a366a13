"""Making stored comments as given, and leaving alone those that already are."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from domain.ids import CommentId, ResponseId
from domain.listening import Comment, StoredResponse
from warehouse.comments import gather_redactions
from warehouse.heard_rows import write_comment, write_redactions, write_translation
from warehouse.leftovers import remove_unused_vectors, used_text_keys
from warehouse.rows import Values, delete_among, insert_rows, is_same, select_among, update_rows
from warehouse.tables_heard import comment, comment_redaction, passage, vault_entry

Known = dict[CommentId, tuple[Values, tuple[tuple[str, int], ...]]]


def keep_comments(connection: Connection, responses: Sequence[StoredResponse]) -> set[ResponseId]:
    """Make the responses' comments as given; the ids of responses of which a comment was new, changed or gone.

    A changed comment loses its passages and their themes, and a translation of the old words. Its raw words stay unless
    it is now another person's.
    """
    known = _load_comments(connection, responses)
    wanted = {each.id: each for one in responses for each in one.comments}
    differing = [each for each in wanted.values() if not _is_kept(each, known)]
    changed = [each for each in differing if each.id in known]
    gone = [each for each in known if each not in wanted]
    _clear(connection, known, changed, gone)
    update_rows(connection, comment, [_write_uncut(each) for each in changed])
    insert_rows(connection, comment, [_write_uncut(each) for each in differing if each.id not in known])
    insert_rows(connection, comment_redaction, [row for each in differing for row in write_redactions(each)])
    return {each.response_id for each in differing} | {known[each][0]["response_id"] for each in gone}


def _clear(connection: Connection, known: Known, changed: Sequence[Comment], gone: Sequence[CommentId]) -> None:
    """Remove comments that are gone, and of changed ones what followed from the old words."""
    stale = [each.id for each in changed]
    text_keys = used_text_keys(connection, [*stale, *gone])
    delete_among(connection, comment.c.id, gone)
    delete_among(connection, passage.c.comment_id, stale)
    delete_among(connection, comment_redaction.c.comment_id, stale)
    moved = [each.id for each in changed if known[each.id][0]["person_id"] != each.person_id]
    delete_among(connection, vault_entry.c.comment_id, moved)
    remove_unused_vectors(connection, text_keys)


def _write_uncut(each: Comment) -> Values:
    return write_comment(each) | write_translation(each.translation) | {"passages_version": None}


def _load_comments(connection: Connection, responses: Sequence[StoredResponse]) -> Known:
    ids = [one.id for one in responses]
    rows = select_among(connection, select(comment), comment.c.response_id, ids)
    redacted = gather_redactions(connection, select(comment_redaction).join(comment), comment.c.response_id, ids)
    return {row.id: (dict(row._mapping), redacted.get(row.id, ())) for row in rows}


def _is_kept(wanted: Comment, known: Known) -> bool:
    if wanted.id not in known:
        return False
    row, redacted = known[wanted.id]
    return is_same(write_comment(wanted), row) and redacted == wanted.redacted
