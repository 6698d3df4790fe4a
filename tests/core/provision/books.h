#pragma once

#include <QStringList>
#include <memory>
#include <mutex>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace hermes::test {

/// The registry's file as the oracle reads it: its own connection, its own words and SQLite's own interface, so that it
/// shares nothing with the registry. Opened at the first question. Thread-safe.
class Books {
public:
    explicit Books(QString path);
    ~Books();
    Books(const Books &) = delete;
    Books &operator=(const Books &) = delete;
    void close();

    /// All rows, each value as text. `query` must be a literal: it is kept prepared by its address.
    [[nodiscard]] QList<QStringList> rows(const char *query, const QStringList &values = {});

private:
    [[nodiscard]] sqlite3_stmt *prepared(const char *query);

    QString m_path;
    std::mutex m_mutex;
    sqlite3 *m_file = nullptr;
    std::unordered_map<const char *, sqlite3_stmt *> m_prepared;
};

} // namespace hermes::test
