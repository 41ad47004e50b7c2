#include "reports/xlsx_overview.hpp"

#include "reports/texts.hpp"
#include "reports/xlsx_sheet.hpp"
#include "reports/xlsx_text_sheet.hpp"
#include "results/cells.hpp"
#include "results/table_text.hpp"

#include <algorithm>
#include <array>

namespace kdt::reports {
namespace {

using results::Cell;
using results::CellKind;

constexpr unsigned kValue = 1;
constexpr unsigned kLow = 2;
constexpr unsigned kHigh = 3;

/// Figures that other workbooks are likely to link to.
struct Linked {
    std::string_view card;
    Text name;
};
const std::array<Linked, 3>& linked() {
    static const std::array<Linked, 3> all = {{{"pool_depleted", {"资金池耗尽概率", "pool_depleted"}},
                                               {"pool_net_loss_mean", {"资金池净损失均值", "pool_net_loss_mean"}},
                                               {"pool_net_loss_bad", {"资金池净损失VaR", "pool_net_loss_VaR"}}}};
    return all;
}

/// The number, as the cards write it: an event that was never seen in words, money in 万元.
std::string format_of(const Card& card, Language language) {
    if (card.value.kind != CellKind::probability) {
        return number_format(card.value.kind, results::cell_text(card.value, language, results::Thousands::grouped)) +
               (language == Language::zh ? "\"" : "\" ") + results::table_unit().in(language) + "\"";
    }
    const std::string share = results::share_text(card.value.probability);
    return card.figure == share ? number_format(CellKind::probability, share) : words_format(card.figure);
}

std::string format_of_bound(const Card& card, double bound, Language language) {
    if (card.value.kind != CellKind::probability) { return format_of(card, language); }
    return number_format(CellKind::percent, results::percent_text(bound));
}

void write_card(TextSheet& sheet, const Card& card, Language language) {
    sheet.row({card.label, card.value.value ? "" : card.figure, "", "", card.detail}, {.wrap = true, .border = true});
    if (!card.value.value) { return; }
    sheet.number(kValue, *card.value.value,
                 {.number = format_of(card, language), .bold = true, .border = true, .right = true});
    for (const auto& [column, bound] : {std::pair(kLow, card.lo), {kHigh, card.hi}}) {
        if (bound) {
            sheet.number(column, *bound, {.number = format_of_bound(card, *bound, language), .border = true});
        }
    }
}

} // namespace

void write_overview(XlsxBook& book, const Document& document) {
    const Language language = document.language;
    TextSheet sheet(book, texts().overview, language, {40, 22, 22, 22, 56});
    sheet.line(document.title, {.title = true});
    if (!document.remark.empty()) { sheet.line(document.remark, {.red = true}); }
    for (const Conclusion& fact : document.facts) { sheet.pair(fact.label, fact.sentence); }
    sheet.skip();
    sheet.row({texts().figure.in(language), texts().value.in(language), texts().low.in(language),
               texts().high.in(language), texts().interval.in(language)},
              {.header = true, .border = true});
    for (const Card& card : document.cards) {
        write_card(sheet, card, language);
        const auto link =
            std::find_if(linked().begin(), linked().end(), [&](const Linked& one) { return one.card == card.id; });
        if (link != linked().end()) {
            book.define(link->name.in(language), texts().overview.in(language), sheet.last_row(), kValue);
        }
    }
    sheet.skip();
    sheet.pair(texts().conclusions.in(language), document.lead);
}

} // namespace kdt::reports
