import { GetProductsCommand, PricingClient } from '@aws-sdk/client-pricing';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new PricingClient(settings);

export const commands = { GetProducts: GetProductsCommand };
