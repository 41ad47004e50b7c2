# Writes the bytes of the files named in LIST (relative to ROOT, one a line) into OUT, with a table of them.
file(STRINGS ${LIST} names)
set(arrays "")
set(rows "")
set(number 0)
foreach(name ${names})
  file(READ ${ROOT}/${name} hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(APPEND arrays "constexpr unsigned char kFile${number}[] = {${bytes}0};\n")
  string(APPEND rows "    {\"${name}\", {reinterpret_cast<const char*>(kFile${number}), sizeof(kFile${number}) - 1}},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(WRITE ${OUT} "#include \"${HEADER}\"

namespace {
${arrays}
const ${TYPE} kFiles[] = {
${rows}};
} // namespace

std::span<const ${TYPE}> ${FUNCTION}() { return kFiles; }
")
