"""The synthetic portfolios of the benchmark, the same for every rival: a tape and a scenario folder each."""
import json
import math
import pathlib
from dataclasses import dataclass


@dataclass(frozen=True)
class Workload:
    name: str
    loans: int
    months: int
    trials: int


WORKLOADS = {w.name: w for w in (Workload("W1", 1_000, 12, 1_000_000), Workload("W2", 10_000, 12, 200_000),
                                 Workload("W3", 1_000, 60, 100_000))}


def weyl(i, step):
    return (i * step) % 1.0


def loans_of(workload):
    """(principal in 万元, annual PD log-uniform 0.2–10 %, asset correlation 0.12–0.24)"""
    for i in range(workload.loans):
        yield (100 + (i * 37) % 400, round(0.002 * math.exp(weyl(i, 0.6180339887498949) * math.log(50)), 8),
               round(0.12 + 0.12 * weyl(i, 0.4142135623730951), 6))


def scenario_of(workload):
    one_year = workload.months == 12
    claim = {"basis": "principal", "pay_on": "net_loss" if one_year else "overdue", "overdue_months": 0,
             "review_months": 0}
    return {
        "name": f"benchmark {workload.name}", "as_of": "2021-12", "horizon_months": workload.months, "unit": "万元",
        "pool": {"mode": "cash_pool", "balance": 12 * workload.loans, "on_shortfall": "bank_bears",
                 "interest_rate": 0.0 if one_year else 0.015},
        "products": {"loan": {"tenor_months": workload.months, "shares": [{"pays": {"pool": 0.5}}], "claim": claim}},
        "sectors": {"all": {"asset_correlation": 0.12, "factors": {"Z": 1.0}}},
        "credit": {"dependence": "gaussian", "factor_period_months": 12,
                   "factors": {"Z": {} if one_year else {"persistence": 0.5}}},
        "recovery": {"distribution": "constant", "mean": 0.55},
        "portfolio": {"file": "loans.csv"},
        "report": {"horizons": [workload.months], "levels": [0.95, 0.99, 0.999], "language": "en"},
        "simulation": {"paths": workload.trials, "seed": 1},
    }


def write(workload, folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "loans.csv", "w", encoding="utf-8") as tape:
        tape.write("loan_id,principal,pd,asset_correlation,remaining_months\n")
        for i, (principal, pd, rho) in enumerate(loans_of(workload)):
            tape.write(f"L{i:05d},{principal},{pd},{rho},{workload.months}\n")
    (folder / "scenario.json").write_text(json.dumps(scenario_of(workload), ensure_ascii=False, indent=1),
                                          encoding="utf-8")
    return folder / "scenario.json"
