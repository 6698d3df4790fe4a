#pragma once

#include <QList>
#include <QStringList>

namespace hermes::cli {

/// Names and values under each other, the values in one column; an empty value is left out.
class Sheet {
public:
    void add(const QString &name, const QString &value);
    [[nodiscard]] QStringList lines() const;

private:
    QList<std::pair<QString, QString>> m_rows;
};

[[nodiscard]] QString dashIfEmpty(const QString &text);
/// "-" for -1 (never), else durationText().
[[nodiscard]] QString ageText(qint64 ageMs);

} // namespace hermes::cli
