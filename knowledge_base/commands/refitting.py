"""The refit that follows a small change: by its own command, and at the end of an import."""

from typing import Annotated

import typer

from knowledge_base.commands.context import console, messages, open_knowledge_base, open_shop
from knowledge_base.commands.terminal import progress_bars
from knowledge_base.knowledge_base import KnowledgeBase


def refit(
    context: typer.Context,
    shop: Annotated[str | None, typer.Option("--shop", help="Default: every shop.")] = None,
) -> None:
    """Fit the confidence of versions that still serve with the fit of one before."""
    knowledge_base = open_shop(context, shop) if shop else open_knowledge_base(context)
    for shop_id in [shop] if shop else knowledge_base.store.shops():
        if not knowledge_base.refit_due(shop_id):
            console.print(f"shop '{shop_id}': no refit is due", markup=False)
            continue
        _refit(knowledge_base, shop_id)


def refit_if_due(knowledge_base: KnowledgeBase, shop_id: str) -> None:
    """Says that the change is live, and fits the confidence anew. Ctrl-C leaves that to a desk."""
    if not knowledge_base.refit_due(shop_id):
        return
    messages.print(
        "the change is live; the confidence is fitted anew now. This may be stopped: a running desk "
        f"does it, or: python -m knowledge_base refit --shop {shop_id}",
        markup=False,
        soft_wrap=True,
    )
    try:
        _refit(knowledge_base, shop_id)
    except KeyboardInterrupt:
        messages.print("stopped; the change stays live, the refit is still due", markup=False)


def _refit(knowledge_base: KnowledgeBase, shop_id: str) -> None:
    with progress_bars(messages) as progress:
        done = knowledge_base.refit(shop_id, progress)
    told = "the confidence is fitted anew" if done else "another process is fitting it"
    console.print(f"shop '{shop_id}': {told}", markup=False)
