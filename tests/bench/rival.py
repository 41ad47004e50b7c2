"""The same work in numpy: one normal number for each loan and trial; for W3 month by month.
usage: rival.py WORKLOAD TRIALS   prints the expected loss of the horizon in 万元 and its standard error"""
import math
import sys

import numpy as np

from workload import WORKLOADS, loans_of

BLOCK = 1_000_000  # loan-trials held at a time
LGD = 0.45


def erf(x):
    return np.vectorize(math.erf, otypes=[float])(x)


def quantile(p):
    """Standard normal quantile by bisection: for the thresholds, once."""
    low, high = np.full_like(p, -40.0), np.full_like(p, 40.0)
    for _ in range(100):
        middle = 0.5 * (low + high)
        below = 0.5 * (1.0 + erf(middle / math.sqrt(2.0))) < p
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return low


def one_period(rng, ead, threshold, rho, trials):
    losses = np.empty(trials)
    step = max(1, BLOCK // len(ead))
    for first in range(0, trials, step):
        count = min(step, trials - first)
        factor = rng.standard_normal((count, 1))
        asset = np.sqrt(rho) * factor + np.sqrt(1.0 - rho) * rng.standard_normal((count, len(ead)))
        losses[first:first + count] = (asset < threshold) @ ead * LGD
    return losses


def month_by_month(rng, ead, threshold, rho, trials, months):
    """AR(1) of the yearly factor, a hazard each month, the pool's cash with interest; half of each default is paid."""
    losses = np.empty(trials)
    step = max(1, BLOCK // len(ead))
    grid = np.linspace(-8.0, 8.0, 2001)
    for first in range(0, trials, step):
        count = min(step, trials - first)
        factor = rng.standard_normal(count)
        alive = np.ones((count, len(ead)), dtype=bool)
        pool = np.full(count, 12.0 * len(ead))
        lost = np.zeros(count)
        for month in range(months):
            if month % 12 == 0:
                if month > 0:
                    factor = 0.5 * factor + math.sqrt(0.75) * rng.standard_normal(count)
                argument = (threshold - np.sqrt(rho) * factor[:, None]) / np.sqrt(1.0 - rho)
                table = 0.5 * (1.0 + erf(grid / math.sqrt(2.0)))
                conditional = np.interp(argument, grid, table)
                monthly = 1.0 - np.exp(np.log1p(-conditional) / 12.0)
            fails = alive & (rng.random((count, len(ead))) < monthly)
            alive &= ~fails
            defaulted = fails @ ead
            lost += defaulted * LGD
            pool *= 1.0 + 0.015 / 12.0
            pool -= np.minimum(pool, 0.5 * defaulted)
        losses[first:first + count] = lost
    return losses


def main():
    workload = WORKLOADS[sys.argv[1]]
    trials = int(sys.argv[2])
    ead, pd, rho = (np.array(column, dtype=float) for column in zip(*loans_of(workload)))
    rng = np.random.default_rng(1)
    threshold = quantile(pd)
    if workload.months == 12:
        losses = one_period(rng, ead, threshold, rho, trials)
    else:
        losses = month_by_month(rng, ead, threshold, rho, trials, workload.months)
    print(losses.mean(), losses.std() / math.sqrt(trials))


main()
