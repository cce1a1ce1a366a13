"""From the questions of a survey to a mapping that a person can accept or change: what each becomes, and why."""

from surveys.proposal.candidate import Candidate, ColumnKind
from surveys.proposal.proposal import Proposal, Proposed, Role
from surveys.proposal.propose import propose

__all__ = ["Candidate", "ColumnKind", "Proposal", "Proposed", "Role", "propose"]
