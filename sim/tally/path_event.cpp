#include "tally/path_event.hpp"

#include <array>
#include <numeric>

namespace kdt::tally {
namespace {

using Kind = PathEvent::Kind;

constexpr std::array kKinds = {Kind::depleted,       Kind::macro_below_zero, Kind::account_depleted, Kind::member_stop,
                               Kind::member_warning, Kind::breaker_stop,     Kind::breaker_warning,  Kind::any_stop};

int number_of(const Shape& shape, Kind kind) {
    switch (kind) {
    case Kind::account_depleted: return shape.accounts;
    case Kind::member_stop:
    case Kind::member_warning: return shape.breaker_members;
    case Kind::breaker_stop:
    case Kind::breaker_warning: return static_cast<int>(shape.breakers.size());
    case Kind::depleted:
    case Kind::macro_below_zero:
    case Kind::any_stop: break;
    }
    return 1;
}

/// For each path the earliest month over the members [first, last), 0 where none.
std::vector<std::int16_t> earliest(const Scores& scores, Kind kind, int first, int last) {
    std::vector<std::int16_t> out(static_cast<std::size_t>(scores.paths()), 0);
    for (int member = first; member < last; ++member) {
        const Scores::Months months = kind == Kind::member_stop ? scores.first_stop(member) : scores.first_warn(member);
        for (std::size_t path = 0; path < out.size(); ++path) {
            if (months[path] > 0 && (out[path] == 0 || months[path] < out[path])) { out[path] = months[path]; }
        }
    }
    return out;
}

std::vector<std::int16_t> of_breaker(const Scores& scores, Kind kind, int breaker) {
    const std::vector<int>& members = scores.shape().breakers;
    const int first = std::accumulate(members.begin(), members.begin() + breaker, 0);
    return earliest(scores, kind, first, first + members[size(breaker)]);
}

std::vector<std::int16_t> copied(Scores::Months months) { return {months.begin(), months.end()}; }

} // namespace

std::vector<PathEvent> events_of(const Shape& shape) {
    std::vector<PathEvent> out;
    for (const Kind kind : kKinds) {
        for (int number = 0; number < number_of(shape, kind); ++number) { out.push_back({kind, number}); }
    }
    return out;
}

std::size_t place_of(const Shape& shape, PathEvent event) {
    int place = event.number;
    for (const Kind kind : kKinds) {
        if (kind == event.kind) { break; }
        place += number_of(shape, kind);
    }
    return size(place);
}

std::vector<std::int16_t> first_months(const Scores& scores, PathEvent event) {
    switch (event.kind) {
    case Kind::macro_below_zero: return copied(scores.macro_below_zero_month());
    case Kind::account_depleted: return copied(scores.account_depleted(event.number));
    case Kind::member_stop: return copied(scores.first_stop(event.number));
    case Kind::member_warning: return copied(scores.first_warn(event.number));
    case Kind::breaker_stop: return of_breaker(scores, Kind::member_stop, event.number);
    case Kind::breaker_warning: return of_breaker(scores, Kind::member_warning, event.number);
    case Kind::any_stop: return earliest(scores, Kind::member_stop, 0, scores.shape().breaker_members);
    case Kind::depleted: break;
    }
    return copied(scores.depleted_month());
}

} // namespace kdt::tally
