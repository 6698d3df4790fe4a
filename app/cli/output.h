#pragma once

#include "result.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>
#include <cstdio>

namespace hermes::cli {

/// Where results and everything else go: results on `out`, the rest on `err`, errors as JSON on `out` with `json`.
/// UTF-8; each call is flushed.
class Output {
public:
    Output(FILE *out, FILE *err, bool json)
        : m_out(out)
        , m_err(err)
        , m_json(json)
    { }

    [[nodiscard]] bool isJson() const { return m_json; }
    /// One document on one line.
    void document(const QJsonObject &object);
    void document(const QJsonArray &array);
    /// A line of a result.
    void line(const QString &text);
    void raw(const QByteArray &bytes);
    void rawError(const QByteArray &bytes);
    /// A line that is no result; nothing with `json`.
    void note(const QString &text);
    void error(const Error &error, int exit);
    /// False once nobody reads the results any more (a closed pipe).
    [[nodiscard]] bool isOpen() const { return m_open; }

private:
    void write(const QByteArray &bytes);
    FILE *m_out;
    FILE *m_err;
    bool m_json;
    bool m_open = true;
};

/// Rows in columns as wide as their widest cell, the header first; no trailing spaces.
[[nodiscard]] QStringList table(const QStringList &header, const QList<QStringList> &rows);
/// What may be printed on a terminal: the texts of others may hold anything.
[[nodiscard]] QString printable(QString text);
/// How many columns of a terminal `text` takes: CJK counts two.
[[nodiscard]] int displayWidth(const QString &text);
/// At most `columns` wide, with an ellipsis if something was cut.
[[nodiscard]] QString elided(const QString &text, int columns);
/// "0.4 s", "42 s", "3 min", "5 h", "2 d".
[[nodiscard]] QString durationText(qint64 ms);

} // namespace hermes::cli
