#include "recordlistmodel.h"

#include <QMetaProperty>

namespace hermes::desktop {

QHash<int, QByteArray> RecordListModel::roleNames() const
{
    QHash<int, QByteArray> names;
    for (int property = 0; property < m_record.propertyCount(); ++property)
        names.insert(Qt::UserRole + property, m_record.property(property).name());
    return names;
}

QVariant RecordListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role < Qt::UserRole)
        return {};
    return m_record.property(role - Qt::UserRole).readOnGadget(record(index.row()));
}

} // namespace hermes::desktop
