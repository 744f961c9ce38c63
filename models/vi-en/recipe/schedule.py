"""The learning rate over a time budget: up, level, then down to almost nothing in the fine stage. Pure."""

from __future__ import annotations

from dataclasses import dataclass

LOWEST = 0.02  # of the peak


@dataclass(frozen=True)
class Schedule:
    minutes: float
    peak: float
    warmup: int = 400  # steps
    fine_from: float = 0.6  # share of the budget after which the mix turns fine and the rate falls

    def share(self, elapsed: float) -> float:
        """How much of the budget ``elapsed`` seconds are."""
        return min(1.0, elapsed / (self.minutes * 60)) if self.minutes else 1.0

    def is_fine(self, elapsed: float) -> bool:
        return self.share(elapsed) >= self.fine_from

    def is_over(self, elapsed: float) -> bool:
        return self.share(elapsed) >= 1.0

    def rate(self, step: int, elapsed: float) -> float:
        falling = 1.0
        if self.is_fine(elapsed) and self.fine_from < 1:
            falling = max(LOWEST, (1 - self.share(elapsed)) / (1 - self.fine_from))
        return self.peak * min(1.0, (step + 1) / self.warmup) * falling


def progress(step: int, loss: float, rate: float, speed: float, left: float, fine: bool) -> str:
    """``step 1200  loss 2.981  rate 6.0e-04  6,673 tokens/s  31 min left (broad)``."""
    stage = "fine" if fine else "broad"
    return f"step {step:,}  loss {loss:.3f}  rate {rate:.1e}  {speed:,.0f} tokens/s  {left / 60:.0f} min left ({stage})"
