#include "booksexplorer.h"

#include <QDir>

namespace hermes::test {

using namespace Qt::StringLiterals;

namespace {

const QString registryFile = u"registry.db"_s;

QString inMemory()
{
    const QString memory = u"/dev/shm"_s;
    return (QFileInfo(memory).isWritable() ? memory : QDir::tempPath()) + u"/hermes-books-XXXXXX"_s;
}

} // namespace

BooksExplorer::Pages BooksExplorer::read(const QString &path, const Pages &before)
{
    constexpr qint64 pageSize = 4096;
    EXPECT_FALSE(QFile::exists(path + u"-wal"_s)) << "somebody still has it open";
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::ReadOnly));
    Pages pages;
    for (QByteArray page = file.read(pageSize); !page.isEmpty(); page = file.read(pageSize)) {
        const QByteArray was = before.value(pages.size());
        pages.append(page == was ? was : page);
    }
    return pages;
}

BooksExplorer::BooksExplorer()
    : m_directory(inMemory())
{ }

Tenant BooksExplorer::tenant(const QString &name)
{
    const auto all = registry().tenants(true);
    EXPECT_TRUE(all);
    for (const Tenant &each : *all)
        if (each.name == name)
            return each;
    return {};
}

void BooksExplorer::open(const Visited &state)
{
    const QStringList files = QStringList{registryFile} + otherFiles();
    for (int i = 0; i < state.files.size(); ++i) {
        QFile file(path(files.at(i)));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        for (const QByteArray &page : state.files.at(i))
            file.write(page);
    }
    m_state.emplace(m_directory.path());
    if (state.atMs > 0)
        clock().advance(state.atMs - clock().wallMs());
    auto registry = Registry::open(u"sqlite:"_s + path(registryFile), clock(), m_random);
    ASSERT_TRUE(registry) << registry.error().text().toStdString();
    m_state->registry = std::move(*registry);
    opened();
}

BooksExplorer::Visited BooksExplorer::close(const Visited &before)
{
    Visited state;
    state.atMs = clock().wallMs();
    closing();
    m_state.reset();
    for (const QString &file : QStringList{registryFile} + otherFiles())
        state.files.append(read(path(file), before.files.value(state.files.size())));
    return state;
}

/// What I6 is about, by tenant; the last journal row with it.
QHash<QString, QStringList> BooksExplorer::written()
{
    QHash<QString, QStringList> all;
    for (const QStringList &row :
        books().rows("select t.id, t.phase, coalesce((select j.phase_after from journal j where j.tenant_id = t.id"
                     " order by j.id desc limit 1), ''), (select count(*) from journal j where j.tenant_id = t.id),"
                     " t.presence || t.phase || t.generation || ' ' || t.bind_epoch || t.host_id || t.image"
                     " from tenants t"))
        all.insert(row.first(), row.mid(1));
    return all;
}

std::string BooksExplorer::unjournaled(const QHash<QString, QStringList> &before)
{
    const auto after = written();
    for (auto it = after.begin(); it != after.end(); ++it) {
        const QStringList was = before.value(it.key(), {{}, {}, u"0"_s, {}});
        if (it->at(0) != it->at(1))
            return "a phase that the journal does not have (I6)";
        if (it->at(3) != was.at(3) && it->at(2).toInt() <= was.at(2).toInt())
            return "a change that the journal does not have (I6)";
    }
    return {};
}

std::string BooksExplorer::trace(const Visited &last) const
{
    std::string steps = last.step;
    for (size_t at = last.from; at != 0; at = m_visited[at].from)
        steps.insert(0, m_visited[at].step + "\n");
    return steps + ": ";
}

BooksExplorer::Explored BooksExplorer::explore(int depth)
{
    Explored explored;
    QSet<QByteArray> faces;
    open({});
    begin();
    faces.insert(face());
    m_visited.push_back(close({}));
    const auto judged = [&](const QHash<QString, QStringList> &before) {
        std::string found = unjournaled(before);
        return found.empty() ? wrong() : found;
    };
    for (size_t at = 0; at < m_visited.size() && !testing::Test::HasFatalFailure(); ++at) {
        const int deep = m_visited[at].depth + 1;
        open(m_visited[at]);
        const size_t count = steps().size();
        const std::string afterwards = wrongAfterwards();
        (void)close(m_visited[at]);
        if (!afterwards.empty()) {
            explored.violation = trace(m_visited[at]) + afterwards;
            break;
        }
        for (size_t step = 0; step < count && deep <= depth; ++step) {
            open(m_visited[at]);
            const auto before = written();
            clock().advance(1000);
            const Step next = steps().at(step);
            next.run();
            ++explored.steps;
            const std::string found = judged(before);
            const QByteArray seen = face();
            Visited reached = close(m_visited[at]);
            reached.from = at;
            reached.step = next.name;
            reached.depth = deep;
            if (!found.empty()) {
                explored.violation = trace(reached) + found;
                explored.states = m_visited.size();
                return explored;
            }
            if (faces.contains(seen))
                continue;
            faces.insert(seen);
            m_visited.push_back(std::move(reached));
        }
    }
    explored.states = m_visited.size();
    return explored;
}

} // namespace hermes::test
