#pragma once

#include <QAbstractListModel>
#include <QList>
#include <QtQml/qqmlregistration.h>

namespace hermes::desktop {

/// A list whose roles are the properties of one Q_GADGET. QML sees this type; controllers own a RecordList<Gadget>.
class RecordListModel : public QAbstractListModel {
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(int count READ count NOTIFY countChanged)
public:
    [[nodiscard]] int count() const { return rowCount({}); }
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    void countChanged();

protected:
    explicit RecordListModel(const QMetaObject &record, QObject *parent)
        : QAbstractListModel(parent)
        , m_record(record)
    { }
    [[nodiscard]] virtual const void *record(int row) const = 0;

private:
    const QMetaObject &m_record;
};

/// Holds the records. set() changes as little as it can: rows that stay in their place keep their delegates.
template <class Record> class RecordList final : public RecordListModel {
public:
    explicit RecordList(QObject *parent = nullptr)
        : RecordListModel(Record::staticMetaObject, parent)
    { }

    [[nodiscard]] int rowCount(const QModelIndex &parent) const override
    {
        return parent.isValid() ? 0 : int(m_records.size());
    }
    [[nodiscard]] const QList<Record> &records() const { return m_records; }

    void set(const QList<Record> &records)
    {
        const qsizetype before = m_records.size();
        const qsizetype common = qMin(before, records.size());
        for (qsizetype row = 0; row < common; ++row) {
            if (!(m_records.at(row) == records.at(row))) {
                m_records[row] = records.at(row);
                Q_EMIT dataChanged(index(int(row)), index(int(row)));
            }
        }
        if (records.size() > common) {
            beginInsertRows({}, int(common), int(records.size()) - 1);
            m_records.append(records.mid(common));
            endInsertRows();
        } else if (before > common) {
            beginRemoveRows({}, int(common), int(before) - 1);
            m_records.resize(common);
            endRemoveRows();
        }
        if (before != m_records.size())
            Q_EMIT countChanged();
    }

    /// A further page.
    void append(const QList<Record> &records)
    {
        if (records.isEmpty())
            return;
        const int before = int(m_records.size());
        beginInsertRows({}, before, before + int(records.size()) - 1);
        m_records.append(records);
        endInsertRows();
        Q_EMIT countChanged();
    }

protected:
    [[nodiscard]] const void *record(int row) const override { return &m_records.at(row); }

private:
    QList<Record> m_records;
};

} // namespace hermes::desktop
