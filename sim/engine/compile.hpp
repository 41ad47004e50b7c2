#pragma once

#include "engine/model.hpp"

#include <vector>

// The steps of `compile`, each filling its part of the model.
namespace kdt::engine {

/// Tape or synthetic book, in entity order (by loan id), with borrowers, share rows and risk classes.
void add_opening_book(Model& model);

/// The risk class of a new loan by tier and sector.
void add_classes_of_new_loans(Model& model);

/// What contracts of one product have in common.
void add_product_terms(Model& model);

/// Annuities of every rate and length, and how long loans survive without an early repayment.
void add_contract_tables(Model& model);

/// The layers of all banks and whose loans are in which; those of certain sectors have slices of their own in `groups`.
void add_layers(Model& model);

/// Every breaker on every member of its scope, in file order.
/// Those of certain products have slices of their own in `groups`.
std::vector<BreakerMember> breaker_members(const scenario::Scenario& scenario, Groups& groups);

/// The cohort of what is lent in each month: calendar quarters, the first that which holds month 1.
void add_cohorts(Model& model);

/// What the paths will be scored by.
tally::Shape shape_of(const Model& model);

} // namespace kdt::engine
