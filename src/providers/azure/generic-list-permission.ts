/** What Resource Manager's generic list of a subscription's resources needs. */
export const genericListPermission = 'Microsoft.Resources/subscriptions/resources/read';
