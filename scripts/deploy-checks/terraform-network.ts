/** The addresses of L-131, computed from the expressions as they stand in the network module. */
import type { Module } from './terraform-files.ts';

const tiers = [
  ['public', 0],
  ['private', 10],
  ['database', 20],
] as const;

/** Terraform's function of the same name, for IPv4. */
export function cidrsubnet(prefix: string, newBits: number, number: number): string {
  const [address, length] = prefix.split('/') as [string, string];
  const bits = Number(length) + newBits;
  const base = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const value = base + number * 2 ** (32 - bits);
  return `${[24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.')}/${bits}`;
}

/** @returns the subnets of a tier, or null when its expression is not the one that is understood here */
export function subnetsOf(vpc: Module, tier: string, network: string, zones: number): string[] | null {
  const expression = String(vpc.locals.get(`${tier}_cidrs`) ?? '');
  const offset =
    /^\$\{\[for index in range\(var\.availability_zones\) : cidrsubnet\(var\.cidr, 8, index \+ (\d+)\)\]\}$/.exec(
      expression,
    )?.[1];
  if (offset === undefined) return null;
  return Array.from({ length: zones }, (_, index) => cidrsubnet(network, 8, index + Number(offset)));
}

export function addressProblems(vpc: Module, network: string): string[] {
  return [3, 2].flatMap((zones) =>
    tiers.flatMap(([tier, tens]) => {
      const wanted = Array.from({ length: zones }, (_, index) => `10.0.${tens + index + 1}.0/24`).join(' ');
      const found = subnetsOf(vpc, tier, network, zones)?.join(' ') ?? 'an expression that is not understood';
      const used = String(vpc.resources.get(`aws_subnet.${tier}`)?.cidr_block ?? '').includes(
        `local.${tier}_cidrs[`,
      );
      if (!used) return [`aws_subnet.${tier} does not take its addresses from ${tier}_cidrs`];
      return found === wanted ? [] : [`${tier} subnets in ${zones} zones are ${found}; L-131 has ${wanted}`];
    }),
  );
}
