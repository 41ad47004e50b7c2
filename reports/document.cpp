#include "reports/document.hpp"

#include "reports/charts.hpp"
#include "reports/stress_lead.hpp"
#include "reports/text.hpp"
#include "reports/texts.hpp"
#include "results/catalogue.hpp"
#include "results/names.hpp"

namespace kdt::reports {
namespace {

using results::Frame;
using results::Results;
using results::Table;

/// Builds the sections in their order.
class Builder {
public:
    Builder(const Findings& findings, Language language) : findings_(findings), language_(language) {
        out_.language = language;
        out_.frame = &findings.results.frame;
    }

    Document build() {
        header();
        conclusion();
        pool();
        risk();
        targets();
        comparisons();
        breakers();
        lending();
        performance();
        parameters();
        model_card();
        return std::move(out_);
    }

private:
    const Results& results() const { return findings_.results; }
    const Frame& frame() const { return findings_.results.frame; }
    std::string in(const Text& text) const { return text.in(language_); }

    /// How many paths were drawn and how, and how exactly they are known; of what is usual not a word.
    void add_drawing(std::vector<Conclusion>& to) const {
        to.push_back({in(texts().paths), count_text(frame().paths)});
        to.push_back({in(texts().seed), std::to_string(frame().seed)});
        if (frame().method != "plain") { to.push_back({in(texts().method), method_text(frame(), language_)}); }
        if (frame().resolution) {
            to.push_back({in(texts().resolution), resolution_text(*frame().resolution, language_)});
        }
        if (frame().precision) { to.push_back({in(texts().precision), precision_text(*frame().precision, language_)}); }
    }

    void header() {
        out_.title = frame().name + " " + in(texts().report);
        if (!frame().description.empty()) { out_.facts.push_back({in(texts().description), frame().description}); }
        out_.facts.push_back({in(texts().horizon), horizon_text(frame(), language_)});
        add_drawing(out_.facts);
        out_.facts.push_back({"", in(texts().amounts)});
        if (results::unsourced(frame()) > 0) { out_.remark = in(texts().illustrative); }
    }

    void begin(std::string id, const Text& heading) {
        const std::size_t number = out_.sections.size() + 1;
        const std::string mark =
            language_ == Language::zh ? chinese_numeral(number) + "、" : std::to_string(number) + ". ";
        out_.sections.push_back({std::move(id), mark + in(heading), {}});
    }
    void add(Block block) { out_.sections.back().blocks.push_back(std::move(block)); }
    void paragraph(const Text& text) { add(Paragraph{in(text)}); }
    void table(const Table& table) {
        if (table.rows.empty()) { return; }
        for (Table& part : parts_of(table)) { add(std::move(part)); }
    }
    void charts(std::vector<Chart> all) {
        for (Chart& chart : all) { add(std::move(chart)); }
    }
    /// What has no picture is told by its table.
    void charts_or(const Table& figures, std::vector<Chart> all) {
        if (all.empty()) { return table(figures); }
        charts(std::move(all));
    }
    void list(const Text& heading, const std::vector<Text>& items) {
        if (items.empty()) { return; }
        List list{in(heading), {}};
        for (const Text& text : items) { list.items.push_back({"", in(text)}); }
        add(std::move(list));
    }

    void conclusion() {
        out_.lead = lead_sentence(results(), language_);
        out_.cards = headline_cards(results(), language_);
        if (findings_.stress != nullptr) { lead_with_stress(*findings_.stress); }
        begin("conclusions", texts().conclusions);
        add(List{"", conclusions(results(), language_)});
    }

    /// The cases come first, then the base; as many cards as ever fit the first page.
    void lead_with_stress(const results::StressResults& stress) {
        const std::string base = in(stress.cases.front().name()) + (language_ == Language::zh ? "：" : ": ");
        const std::size_t most = out_.cards.size();
        std::vector<Card> cards = stress_cards(stress, results(), language_);
        for (Card& card : out_.cards) {
            if (cards.size() == most) { break; }
            card.label.insert(0, base);
            cards.push_back(std::move(card));
        }
        out_.cards = std::move(cards);
        out_.lead = stress_sentence(stress, results(), language_) + base + out_.lead;
    }

    void pool() {
        begin("pool", texts().pool);
        table(results::pool_table(results()));
        table(results::pool_mean_table(results()));
        charts_or(results::balance_table(results()), balance_charts(results(), language_));
        table(results::funder_table(results()));
        table(results::account_table(results()));
        table(results::depletion_table(results()));
    }

    void risk() {
        begin("risk", texts().risk);
        charts(loss_charts(results(), language_));
        table(results::loss_sharing_table(results()));
        charts_or(results::bank_waterfall_table(results()), bank_charts(results(), language_));
        table(results::bank_loss_table(results()));
        table(results::risk_table(results()));
        table(results::cut_table(results()));
        table(results::break_even_table(results()));
    }

    void targets() {
        begin("targets", texts().targets);
        if (frame().targets.empty()) { paragraph(texts().no_targets); }
        charts_or(results::target_curve_table(results()), target_charts(results(), language_));
        table(results::target_table(results()));
    }

    /// Cases beside each other, and the place of decisions beside each other: the heat map of a sweep, a tornado.
    void comparisons() {
        if (findings_.stress == nullptr) { return; }
        begin("stress", texts().stress);
        table(results::stress_table(*findings_.stress));
        charts(stress_charts(*findings_.stress, language_));
        table(results::stress_difference_table(*findings_.stress));
        table(results::stress_cases_table(*findings_.stress));
    }

    void breakers() {
        begin("breakers", texts().breakers);
        if (frame().breakers.empty()) { paragraph(texts().no_breakers); }
        charts_or(results::breaker_month_table(results()), breaker_charts(results(), language_));
        table(results::breaker_table(results()));
    }

    void lending() {
        begin("lending", texts().lending);
        table(results::lending_table(results()));
        table(results::refusal_table(results()));
        table(results::firm_table(results()));
        charts(vintage_charts(results(), language_));
        table(results::vintage_table(results()));
        charts(concentration_charts(results(), language_));
        table(results::concentration_table(results()));
    }

    void performance() {
        begin("performance", texts().performance);
        table(results::performance_table(results()));
    }

    void parameters() {
        begin("parameters", texts().parameters);
        table(results::implied_pd_table(results()));
        table(results::parameter_table(results()));
        table(results::check_table(results()));
        list(texts().warnings, frame().warnings);
    }

    /// What is computed and what repeats it: version, seed, paths, hashes, command.
    void model_card() {
        begin("model", texts().model_card);
        list(texts().computed, texts().computed_items);
        list(texts().not_computed, texts().not_computed_items);
        List ledger{in(texts().repeat), {}};
        ledger.items.push_back({in(texts().version), "kdt " + frame().version});
        add_drawing(ledger.items);
        ledger.items.push_back({in(texts().hash), frame().sha256});
        for (const results::InputHash& input : frame().inputs) {
            ledger.items.push_back({in(texts().input), in(results::role_name(input.role)) + " " + hashed(input)});
        }
        if (findings_.stress != nullptr) { add_case_files(ledger.items); }
        ledger.items.push_back({in(texts().originals), in(texts().originals_listed)});
        add(std::move(ledger));
        paragraph(texts().command);
        add(Code{frame().repeat_command});
    }

    static std::string hashed(const results::InputHash& input) { return input.name + " SHA-256 " + input.sha256; }

    /// The overlays as they lie in the result folder; the base is the scenario itself.
    void add_case_files(std::vector<Conclusion>& to) const {
        const auto& cases = findings_.stress->cases;
        for (std::size_t i = 1; i < cases.size(); ++i) {
            to.push_back({in(texts().stress_case), "“" + cases[i].label + "” " + hashed(cases[i].file)});
        }
    }

    const Findings& findings_;
    Language language_;
    Document out_;
};

} // namespace

Document document_of(const Findings& findings, Language language) { return Builder(findings, language).build(); }

} // namespace kdt::reports
