#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <tl/expected.hpp>

namespace hermes::home::yaml {

/// `text` with the scalar at `path` (keys of nested mappings) set to `value`, everything else meaning the same as
/// before. An edit of the text itself is tried first, so comments and layout stay; where that does not give exactly the
/// wanted document, the document is written anew. Byte-identical if the value is there already. The error is the
/// parser's words.
[[nodiscard]] tl::expected<QByteArray, QString> withScalar(
    const QByteArray &text, const QList<QByteArray> &path, const QByteArray &value);

} // namespace hermes::home::yaml
