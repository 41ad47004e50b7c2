# The program, its scenarios, and the libraries with their headers for programs that simulate by themselves.
install(TARGETS kdt RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES scenarios/kedaitong.schema.json DESTINATION ${CMAKE_INSTALL_DATADIR}/kedaitong OPTIONAL)
install(DIRECTORY scenarios DESTINATION ${CMAKE_INSTALL_DATADIR}/kedaitong USE_SOURCE_PERMISSIONS)

add_library(kedaitong INTERFACE)
target_link_libraries(kedaitong INTERFACE kdt_study)
install(TARGETS kedaitong ${KDT_ROOMS} kdt_boost kdt_random123 kdt_valijson kdt_csv kdt_highway kdt_xlsxwriter
        kdt_json kdt_openssl kdt_icu
        EXPORT kedaitong ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}/kedaitong)
install(EXPORT kedaitong NAMESPACE kedaitong:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/kedaitong
        FILE kedaitong-targets.cmake)
install(DIRECTORY sim/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/kedaitong FILES_MATCHING PATTERN "*.hpp"
        PATTERN app EXCLUDE)
include(CMakePackageConfigHelpers)
configure_package_config_file(cmake/kedaitong-config.cmake.in ${CMAKE_CURRENT_BINARY_DIR}/kedaitong-config.cmake
                              INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/kedaitong)
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/kedaitong-config-version.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/kedaitong-config.cmake
              ${CMAKE_CURRENT_BINARY_DIR}/kedaitong-config-version.cmake
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/kedaitong)
install(FILES LICENSE README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})

# `cpack -G DEB` or `cpack -G TGZ` in a build folder; what the program links is worked out from its libraries.
set(CPACK_PACKAGE_CONTACT "kedaitong maintainers <maintainers@kedaitong.invalid>")
set(CPACK_PACKAGE_VENDOR "kedaitong")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_GENERATOR DEB TGZ)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS pandoc)
include(CPack)
