#include "reports/xlsx_paper.hpp"

#include "reports/texts.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <cstdint>
#include <numeric>

namespace kdt::reports {
namespace {

// A spreadsheet that fits a sheet to pages ignores breaks: one with breaks is scaled, to what is still read on paper.
constexpr std::uint16_t kScale = 70;
/// Pixels across A4 landscape within the margins at that scale.
constexpr double kPage = 1385.0;
/// What is made to fit one page without breaks.
constexpr double kOnePage = 1540.0;
/// A digit, where another font stands in for the file's: with its own a page is not quite filled.
constexpr double kSign = 9.4;
/// Pixels across, and points down, a page at full size.
constexpr double kFullPage = 980.0;
constexpr double kFullHeight = 480.0;
/// Of a page's width names may take so much.
constexpr double kMostNames = 0.45;

double pixels(const ColumnBlock& block) { return block.width * kSign + 5.0 * block.columns; }

double pixels(const std::vector<ColumnBlock>& blocks) {
    return std::accumulate(blocks.begin(), blocks.end(), 0.0,
                           [](double sum, const ColumnBlock& one) { return sum + pixels(one); });
}

/// How many of the names stand on every page.
unsigned repeated_of(const std::vector<ColumnBlock>& blocks, unsigned names) {
    double room = kPage * kMostNames - pixels(blocks.front());
    unsigned count = 1;
    while (count < names && pixels(blocks[count]) <= room) { room -= pixels(blocks[count++]); }
    return count;
}

/// Blocks of one group as one, where it fits.
std::vector<ColumnBlock> joined(const std::vector<ColumnBlock>& blocks, double room) {
    std::vector<ColumnBlock> out;
    for (auto first = blocks.begin(); first != blocks.end();) {
        const auto last = std::find_if(first, blocks.end(), [&](const ColumnBlock& one) {
            return one.group.empty() || one.group != first->group;
        });
        const auto end = last == first ? first + 1 : last;
        ColumnBlock whole{0.0, 0, first->group};
        for (auto one = first; one != end; ++one) {
            whole.width += one->width;
            whole.columns += one->columns;
        }
        if (pixels(whole) <= room) {
            out.push_back(whole);
        } else {
            out.insert(out.end(), first, end);
        }
        first = end;
    }
    return out;
}

/// Where pages after the first begin, each filled before the next.
std::vector<unsigned> filled_pages(const std::vector<ColumnBlock>& blocks, unsigned column, double room) {
    std::vector<unsigned> starts;
    double taken = 0.0;
    for (const ColumnBlock& block : blocks) {
        if (taken > 0.0 && taken + pixels(block) > room) {
            starts.push_back(column);
            taken = 0.0;
        }
        taken += pixels(block);
        column += block.columns;
    }
    return starts;
}

/// In percent.
std::uint16_t scale_of(const Paper& paper, double signs) {
    return paper.is_wide() ? kScale : static_cast<std::uint16_t>(std::min(100.0, 100.0 * kFullPage / (signs * kSign)));
}

} // namespace

double page_height(const Paper& paper, double signs) { return 100.0 * kFullHeight / scale_of(paper, signs); }

void hold_scale(lxw_worksheet* sheet, const Paper& paper, double signs) {
    worksheet_set_print_scale(sheet, scale_of(paper, signs));
}

void begin_page(lxw_worksheet* sheet, unsigned row) {
    lxw_row_t breaks[] = {row, 0}; // 0 ends the list
    worksheet_set_h_pagebreaks(sheet, breaks);
}

Paper paper_of(const std::vector<ColumnBlock>& blocks, unsigned names) {
    constexpr double kStep = 20.0;
    Paper paper;
    if (pixels(blocks) <= kOnePage) { return paper; }
    paper.repeated = repeated_of(blocks, names);
    const std::vector<ColumnBlock> fixed(blocks.begin(), blocks.begin() + paper.repeated);
    double room = kPage - pixels(fixed);
    const auto rest = joined({blocks.begin() + paper.repeated, blocks.end()}, room);
    const auto pages = [&] { return filled_pages(rest, paper.repeated, room); };
    paper.starts = pages();
    for (room -= kStep; room > 0.0; room -= kStep) {
        std::vector<unsigned> even = pages();
        if (even.size() > paper.starts.size()) { break; }
        paper.starts = std::move(even);
    }
    return paper;
}

void set_up_page(lxw_worksheet* sheet, Language language, const Paper& paper) {
    constexpr std::uint8_t kA4 = 9;
    worksheet_set_paper(sheet, kA4);
    worksheet_set_landscape(sheet);
    worksheet_set_footer(sheet, ("&C" + texts().page.in(language)).c_str());
    if (!paper.is_wide()) {
        worksheet_fit_to_pages(sheet, 1, 0);
        return;
    }
    std::vector<lxw_col_t> breaks(paper.starts.begin(), paper.starts.end());
    breaks.push_back(0); // ends the list
    worksheet_set_print_scale(sheet, kScale);
    worksheet_set_v_pagebreaks(sheet, breaks.data());
    worksheet_repeat_columns(sheet, 0, static_cast<lxw_col_t>(paper.repeated - 1));
}

} // namespace kdt::reports
