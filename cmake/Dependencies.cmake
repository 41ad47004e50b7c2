# Libraries by the names Debian 12 and vcpkg give them, behind targets of our own where the packages differ.
find_package(Threads REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(TBB REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc)

# Header-only or without a CMake file: found by their headers, looked up as system headers (no warnings from them).
function(kdt_headers name header)
  find_path(${name}_INCLUDE_DIR ${header} REQUIRED)
  add_library(${name} INTERFACE)
  target_include_directories(${name} SYSTEM INTERFACE $<BUILD_INTERFACE:${${name}_INCLUDE_DIR}>)
endfunction()

kdt_headers(kdt_boost boost/version.hpp)
kdt_headers(kdt_random123 Random123/philox.h)
kdt_headers(kdt_valijson valijson/validator.hpp)
kdt_headers(kdt_csv csv.h)
find_library(KDT_CSV_LIBRARY csv REQUIRED)
target_link_libraries(kdt_csv INTERFACE $<BUILD_INTERFACE:${KDT_CSV_LIBRARY}> $<INSTALL_INTERFACE:csv>)

kdt_headers(kdt_highway hwy/highway.h)
find_library(KDT_HIGHWAY_LIBRARY hwy REQUIRED)
find_library(KDT_HIGHWAY_SORT_LIBRARY hwy_contrib REQUIRED)
target_link_libraries(kdt_highway INTERFACE
                      $<BUILD_INTERFACE:${KDT_HIGHWAY_SORT_LIBRARY}> $<INSTALL_INTERFACE:hwy_contrib>
                      $<BUILD_INTERFACE:${KDT_HIGHWAY_LIBRARY}> $<INSTALL_INTERFACE:hwy>)
# Registers whose size is known at run time alone stand in no struct: such machines use those of a fixed size.
target_compile_definitions(
  kdt_highway INTERFACE "$<BUILD_INTERFACE:HWY_DISABLED_TARGETS=(HWY_SVE|HWY_SVE2|HWY_SVE_256|HWY_SVE2_128|HWY_RVV)>")

kdt_headers(kdt_xlsxwriter xlsxwriter.h)
find_library(KDT_XLSXWRITER_LIBRARY xlsxwriter REQUIRED)
target_link_libraries(kdt_xlsxwriter INTERFACE $<BUILD_INTERFACE:${KDT_XLSXWRITER_LIBRARY}>
                      $<INSTALL_INTERFACE:xlsxwriter>)

add_library(kdt_json INTERFACE)
target_link_libraries(kdt_json INTERFACE nlohmann_json::nlohmann_json)
add_library(kdt_openssl INTERFACE)
target_link_libraries(kdt_openssl INTERFACE OpenSSL::Crypto)
add_library(kdt_icu INTERFACE)
target_link_libraries(kdt_icu INTERFACE ICU::uc)
