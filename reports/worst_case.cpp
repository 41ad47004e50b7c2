#include "reports/worst_case.hpp"

#include "reports/what_binds.hpp"
#include "results/half_width.hpp"

#include <algorithm>

namespace kdt::reports {
namespace {

using results::StressCase;
using results::StressFigure;
using OverlayCases = std::vector<const StressCase*>;

bool is_worse(const StressFigure& figure) { return figure.difference.value.value_or(0.0) > 0.0 && figure.differs(); }

/// Both differ from the base on the same paths: their difference errs at most by what both of these err together.
bool told_apart_by_paths(const StressFigure& more, const StressFigure& less) {
    if (!more.difference.value || !less.difference.value || !more.difference.se || !less.difference.se) {
        return false;
    }
    const auto error = [](const StressFigure& figure) {
        return results::half_width(*figure.difference.se) + figure.difference_bound.value_or(0.0);
    };
    return *more.difference.value - *less.difference.value > error(more) + error(less);
}

/// One figure by which overlays are ranked.
class Ranking {
public:
    Ranking(const char* measure, const char* statistic, int month, bool drawn)
        : measure_(measure), statistic_(statistic), month_(month), drawn_(drawn) {}

    bool raised_by(const StressCase* one) const { return is_worse(of(one)); }
    /// The greatest of them, then the others that can't be told from it.
    OverlayCases foremost(const OverlayCases& all, const OverlayCases& candidates) const {
        if (candidates.empty()) { return {}; }
        const StressCase* most = *std::max_element(candidates.begin(), candidates.end(),
                                                   [&](auto* a, auto* b) { return value(a) < value(b); });
        OverlayCases out = {most};
        for (const StressCase* one : all) {
            if (one != most && !apart(most, one)) { out.push_back(one); }
        }
        return out;
    }

private:
    const StressFigure& of(const StressCase* one) const { return *one->find(measure_, statistic_, month_); }
    double value(const StressCase* one) const { return of(one).figure.value.value_or(0.0); }
    bool apart(const StressCase* more, const StressCase* less) const {
        return told_apart(of(more).figure, of(less).figure, drawn_) ||
               (drawn_ && told_apart_by_paths(of(more), of(less)));
    }

    const char* measure_;
    const char* statistic_;
    int month_;
    bool drawn_;
};

} // namespace

OverlayCases worst_cases(const results::StressResults& stress, bool drawn) {
    const int last = stress.horizons.back();
    const Ranking depletion("pool_depleted", "probability", last, drawn);
    const Ranking claims("claims_paid", "mean", last, drawn);
    OverlayCases all;
    for (std::size_t i = 1; i < stress.cases.size(); ++i) { all.push_back(&stress.cases[i]); }
    const auto raising = [&](const Ranking& figure) {
        OverlayCases out;
        std::copy_if(all.begin(), all.end(), std::back_inserter(out), [&](auto* one) { return figure.raised_by(one); });
        return out;
    };
    const OverlayCases deplete = depletion.foremost(all, raising(depletion));
    return deplete.empty() ? claims.foremost(all, raising(claims)) : claims.foremost(deplete, deplete);
}

} // namespace kdt::reports
