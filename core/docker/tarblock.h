#pragma once

#include <QtGlobal>

namespace hermes::docker::tarblock {

constexpr qsizetype blockSize = 512;

// POSIX.1-2017, pax: "ustar Interchange Format"; offset and size of each field that we use.
struct Field {
    qsizetype at;
    qsizetype size;
};
inline constexpr Field nameField{0, 100};
inline constexpr Field modeField{100, 8};
inline constexpr Field uidField{108, 8};
inline constexpr Field gidField{116, 8};
inline constexpr Field sizeField{124, 12};
inline constexpr Field timeField{136, 12};
inline constexpr Field sumField{148, 8};
inline constexpr qsizetype typeAt = 156;
inline constexpr Field linkField{157, 100};
inline constexpr Field prefixField{345, 155};

inline constexpr qsizetype magicAt = 257;

/// The sum over a header block, its own field counted as spaces.
inline quint32 checksum(const char *block)
{
    quint32 sum = 0;
    for (qsizetype i = 0; i < blockSize; ++i) {
        const bool inSum = i >= sumField.at && i < sumField.at + sumField.size;
        sum += inSum ? quint32(' ') : quint32(quint8(block[i]));
    }
    return sum;
}

} // namespace hermes::docker::tarblock
