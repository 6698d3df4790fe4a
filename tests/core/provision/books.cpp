#include "books.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

namespace hermes::test {

Books::Books(QString path)
    : m_path(std::move(path))
{ }

Books::~Books()
{
    close();
}

void Books::close()
{
    for (const auto &[query, statement] : m_prepared)
        sqlite3_finalize(statement);
    m_prepared.clear();
    sqlite3_close(m_file);
    m_file = nullptr;
}

sqlite3_stmt *Books::prepared(const char *query)
{
    if (!m_file) {
        EXPECT_EQ(sqlite3_open_v2(m_path.toUtf8().constData(), &m_file, SQLITE_OPEN_READONLY, nullptr), SQLITE_OK);
        sqlite3_busy_timeout(m_file, 5000);
    }
    sqlite3_stmt *&statement = m_prepared[query];
    if (!statement && sqlite3_prepare_v2(m_file, query, -1, &statement, nullptr) != SQLITE_OK)
        ADD_FAILURE() << "the oracle: " << sqlite3_errmsg(m_file) << " in " << query;
    return statement;
}

QList<QStringList> Books::rows(const char *query, const QStringList &values)
{
    const std::lock_guard lock(m_mutex);
    sqlite3_stmt *statement = prepared(query);
    for (int i = 0; i < int(values.size()); ++i) {
        const QByteArray value = values.at(i).toUtf8();
        sqlite3_bind_text(statement, i + 1, value.constData(), int(value.size()), SQLITE_TRANSIENT);
    }
    QList<QStringList> found;
    int state = sqlite3_step(statement);
    for (; state == SQLITE_ROW; state = sqlite3_step(statement)) {
        QStringList row;
        for (int i = 0; i < sqlite3_column_count(statement); ++i)
            row.append(QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_column_text(statement, i))));
        found.append(row);
    }
    if (state != SQLITE_DONE)
        ADD_FAILURE() << "the oracle: " << sqlite3_errmsg(m_file) << " in " << query;
    sqlite3_reset(statement);
    return found;
}

} // namespace hermes::test
