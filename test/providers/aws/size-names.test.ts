import { describe, expect, it } from 'vitest';
import { cpuBaseline } from '../../../src/providers/aws/cpu-baselines.ts';
import { nameFacts } from '../../../src/providers/aws/size-names.ts';

describe('name of an instance type', () => {
  it.each`
    name                | family        | series       | generation   | because
    ${'m5.large'}       | ${'m5'}       | ${'m'}       | ${5}         | ${'plain'}
    ${'m6i.large'}      | ${'m6i'}      | ${'m'}       | ${6}         | ${'the maker of the processor is no series'}
    ${'m6a.large'}      | ${'m6a'}      | ${'m'}       | ${6}         | ${'AMD'}
    ${'m7g.large'}      | ${'m7g'}      | ${'m'}       | ${7}         | ${'Graviton'}
    ${'m5d.large'}      | ${'m5d'}      | ${'m+d'}     | ${5}         | ${'local disks'}
    ${'m6gd.large'}     | ${'m6gd'}     | ${'m+d'}     | ${6}         | ${'Graviton with local disks'}
    ${'c6gn.large'}     | ${'c6gn'}     | ${'c+n'}     | ${6}         | ${'a network of its own'}
    ${'m7i-flex.large'} | ${'m7i-flex'} | ${'m'}       | ${7}         | ${'the same hardware, sold otherwise'}
    ${'t2.micro'}       | ${'t2'}       | ${'t'}       | ${4}         | ${'of the age of M4'}
    ${'t3.micro'}       | ${'t3'}       | ${'t'}       | ${5}         | ${'of the age of M5'}
    ${'t4g.micro'}      | ${'t4g'}      | ${'t'}       | ${6}         | ${'of the age of M6g'}
    ${'r7iz.large'}     | ${'r7iz'}     | ${'r+z'}     | ${7}         | ${'high frequency'}
    ${'inf2.xlarge'}    | ${'inf2'}     | ${'inf'}     | ${2}         | ${'a series of several letters'}
    ${'u-6tb1.metal'}   | ${'u-6tb1'}   | ${undefined} | ${undefined} | ${'high memory is counted otherwise'}
    ${'mac2.metal'}     | ${'mac2'}     | ${undefined} | ${undefined} | ${'not a series'}
    ${'hpc6a.48xlarge'} | ${'hpc6a'}    | ${undefined} | ${undefined} | ${'not of general purpose'}
    ${'c7gn.large'}     | ${'c7gn'}     | ${'c+n'}     | ${7}         | ${'Graviton and network'}
    ${'strange'}        | ${'strange'}  | ${undefined} | ${undefined} | ${'no size after a point'}
    ${'.large'}         | ${'.large'}   | ${undefined} | ${undefined} | ${'no family before it'}
  `('$name: $because', ({ name, family, series, generation }) => {
    const facts = nameFacts(name);
    expect([facts.family, facts.series, facts.generation]).toEqual([family, series, generation]);
  });
});

describe('CPU baseline per vCPU', () => {
  it.each`
    type                  | percent      | because
    ${'t3.nano'}          | ${5}         | ${'6 credits an hour over 2 vCPUs'}
    ${'t3a.2xlarge'}      | ${40}        | ${'192 credits an hour over 8 vCPUs'}
    ${'t4g.large'}        | ${30}        | ${'36 credits an hour over 2 vCPUs'}
    ${'t2.small'}         | ${20}        | ${'12 credits an hour over 1 vCPU'}
    ${'t2.xlarge'}        | ${22.5}      | ${'54 credits an hour over 4 vCPUs'}
    ${'m7i-flex.large'}   | ${40}        | ${'what is guaranteed'}
    ${'m5.large'}         | ${undefined} | ${'its vCPUs are its own'}
    ${'t9.large'}         | ${undefined} | ${'not in the table'}
    ${'t3.huge'}          | ${undefined} | ${'not in the table'}
    ${'constructor.name'} | ${undefined} | ${'not a family'}
  `('of $type is $percent: $because', ({ type, percent }) => {
    expect(cpuBaseline(type)).toBe(percent);
  });
});
