#pragma once

#include "platformmap.h"

#include <QVariant>

namespace hermes::payments {

/// A table or column that the platform's database lacks, and what cannot be done without it.
struct Gap {
    QString table; ///< as it is called there
    QString column; ///< empty: the table
    bool isFatal = false; ///< nothing can be read
    QString consequence;

    bool operator==(const Gap &) const = default;
};

/// The platform's tables as they were found, and the SQL by which they are read. Pure.
class PlatformTables {
public:
    struct Column {
        QString name;
        QString type; ///< as the database calls it, small letters
    };
    /// `found`: by table name (without its schema).
    PlatformTables(PlatformMap map, bool isPostgres, const QHash<QString, QList<Column>> &found);

    [[nodiscard]] const PlatformMap &map() const { return m_map; }
    [[nodiscard]] QList<Gap> gaps() const { return m_gaps; }
    [[nodiscard]] bool isUsable() const;
    [[nodiscard]] bool has(const QString &table) const { return m_columns.contains(table); }
    [[nodiscard]] bool has(const QString &table, const QString &column) const;
    /// Quoted, with its schema.
    [[nodiscard]] QString table(const QString &table) const;
    [[nodiscard]] QString name(const QString &table, const QString &column) const
    {
        return m_columns.value(table).value(column).name;
    }
    /// The column of the row `alias`, quoted.
    [[nodiscard]] QString raw(const QString &alias, const QString &table, const QString &column) const;
    /// As text; '' where there is no such column.
    [[nodiscard]] QString text(const QString &alias, const QString &table, const QString &column) const;
    /// As milliseconds since 1970; 0 where there is none. A time without a zone is UTC, as Prisma writes it.
    [[nodiscard]] QString time(const QString &alias, const QString &table, const QString &column) const;
    struct Condition {
        QString sql;
        QVariantList values;
    };
    /// The database's present time as that column has times, also of a row that is changed; needs the column.
    [[nodiscard]] QString now(const QString &table, const QString &column) const;
    /// The time is not before `ms`; up to a day more may be met. Can use an index of the column. False where there is
    /// no such column.
    [[nodiscard]] Condition notBefore(
        const QString &alias, const QString &table, const QString &column, qint64 ms) const;
    /// Where a row stands among others by that column: reads as one text, and is bound as placeValue().
    [[nodiscard]] QString place(const QString &alias, const QString &table, const QString &column) const;
    [[nodiscard]] static QVariant placeValue(const QString &place);
    [[nodiscard]] bool isAmountInMinor() const;

private:
    [[nodiscard]] QString type(const QString &table, const QString &column) const;

    PlatformMap m_map;
    bool m_isPostgres;
    QHash<QString, QHash<QString, Column>> m_columns; ///< by our names
    QList<Gap> m_gaps;
};

} // namespace hermes::payments
