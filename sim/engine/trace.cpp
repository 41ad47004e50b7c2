#include "engine/trace.hpp"

#include "engine/path.hpp"

namespace kdt::engine {
namespace {

class Recorder : public Listener {
public:
    explicit Recorder(std::vector<Event>& events) : events_(events) {}
    void on(const Event& event) override { events_.push_back(event); }

private:
    std::vector<Event>& events_;
};

} // namespace

Trace trace(const Model& model, std::uint64_t path) {
    Trace told;
    told.path = path;
    told.scores.fit(model.shape);
    PathState state(model);
    Recorder recorder(told.events);
    run_path(model, path, state, told.scores, &recorder);
    told.factors = state.factors;
    told.shock = state.shock;
    return told;
}

std::string name_of(const Model& model, const LoanName& loan) {
    std::string name;
    int renewals = loan.renewals;
    if (loan.opening >= 0) {
        const auto& row = model.tape[model.opening[static_cast<std::size_t>(loan.opening)].tape_row];
        name = row.loan_id;
        renewals -= row.renewals_used;
    } else if (loan.first_month > 0) {
        const auto& row = model.scenario.lending.demand[static_cast<std::size_t>(loan.row)];
        name = model.scenario.as_of.plus(loan.first_month).text() + "/" +
               model.scenario.products[static_cast<std::size_t>(row.product)].id + "/" +
               model.scenario.tiers[static_cast<std::size_t>(row.tier)].id + "/" + std::to_string(loan.ordinal);
    }
    return renewals > 0 ? name + "+" + std::to_string(renewals) : name;
}

} // namespace kdt::engine
