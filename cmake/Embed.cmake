# Puts a file into a library as `std::string_view FUNCTION()`, declared in HEADER.
function(kdt_embed_text target file function header)
  if(NOT EXISTS ${file})
    return()
  endif()
  get_filename_component(name ${file} NAME_WE)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/generated/${name}_text.cpp)
  add_custom_command(
    OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DIN=${file} -DOUT=${out} -DFUNCTION=${function} -DHEADER=${header}
            -P ${PROJECT_SOURCE_DIR}/cmake/EmbedText.cmake
    DEPENDS ${file} ${PROJECT_SOURCE_DIR}/cmake/EmbedText.cmake
    VERBATIM)
  # Large, and it needs nothing that the room's other sources read.
  set_source_files_properties(${out} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON SKIP_PRECOMPILE_HEADERS ON)
  target_sources(${target} PRIVATE ${out})
endfunction()

# Puts files into a target as `std::span<const TYPE> FUNCTION()`, declared in HEADER: name below ROOT, bytes.
function(kdt_embed_files target root type function header)
  set(list ${CMAKE_CURRENT_BINARY_DIR}/generated/${target}_files.txt)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/generated/${target}_files.cpp)
  set(sources "")
  foreach(name ${ARGN})
    list(APPEND sources ${root}/${name})
  endforeach()
  list(JOIN ARGN "\n" lines)
  file(GENERATE OUTPUT ${list} CONTENT "${lines}\n")
  add_custom_command(
    OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DLIST=${list} -DROOT=${root} -DOUT=${out} -DTYPE=${type} -DFUNCTION=${function}
            -DHEADER=${header} -P ${PROJECT_SOURCE_DIR}/cmake/EmbedFiles.cmake
    DEPENDS ${list} ${sources} ${PROJECT_SOURCE_DIR}/cmake/EmbedFiles.cmake
    VERBATIM)
  target_sources(${target} PRIVATE ${out})
endfunction()

# The project's version as `std::string_view kdt::base::version()`.
function(kdt_version target)
  configure_file(${PROJECT_SOURCE_DIR}/cmake/version.cpp.in ${CMAKE_CURRENT_BINARY_DIR}/generated/version.cpp @ONLY)
  target_sources(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/generated/version.cpp)
endfunction()
