#include "results/stress.hpp"

#include "results/csv.hpp"
#include "results/half_width.hpp"
#include "results/names.hpp"

#include <cmath>

namespace kdt::results {

Probability StressFigure::chance() const {
    Probability out;
    out.value = figure.value;
    out.lo = figure.lo;
    out.hi = figure.hi;
    out.n = n;
    out.events = events;
    return out;
}

Estimate StressFigure::mean() const {
    if (!figure.value || !figure.hi) { return {figure.value, {}}; }
    return {figure.value, se_of_half_width(*figure.hi - *figure.value)};
}

bool StressFigure::differs() const {
    return std::abs(difference.value.value_or(0.0)) > half_width(difference.se.value_or(0.0));
}

const StressFigure* StressCase::find(const std::string& measure, const std::string& statistic, int month) const {
    for (const StressFigure& figure : figures) {
        if (figure.measure == measure && figure.statistic == statistic && figure.month == month) { return &figure; }
    }
    return nullptr;
}

Text base_name() { return {"基准", "base"}; }

Text StressCase::name() const { return label.empty() ? base_name() : both(label); }

std::string stress_csv(const StressResults& stress) {
    CsvWriter csv;
    for (const char* name : {"overlay", "measure", "statistic", "month", "value", "lo", "hi", "difference",
                             "difference_se", "difference_bound", "n", "events"}) {
        csv.text(name);
    }
    csv.end_row();
    for (const StressCase& one : stress.cases) {
        for (const StressFigure& figure : one.figures) {
            csv.text(one.name().in(stress.frame.language))
                .text(figure.measure)
                .text(figure.statistic)
                .figure(std::to_string(figure.month));
            csv.number(figure.figure.value).number(figure.figure.lo).number(figure.figure.hi);
            csv.number(figure.difference.value).number(figure.difference.se).number(figure.difference_bound);
            csv.figure(figure.n > 0 ? std::to_string(figure.n) : std::string());
            csv.figure(figure.statistic == "probability" ? std::to_string(figure.events) : std::string());
            csv.end_row();
        }
    }
    return csv.take();
}

} // namespace kdt::results
