/// What a graph's page does by itself: keys move between nodes, Enter shows what is known, a field filters.
enum GraphScript {
    /// The hash by which the page's policy knows ``text``: no other script runs, whatever a manifest's names contain.
    /// A test computes it anew.
    static let hash = "sha256-MIzslSKzdwXZu3e2OoS5if5XQc0tOorEQkLz7+y+ok8="

    /// The script: everything it shows is read from the page's tables and set as text.
    static let text = """
        (() => {
          'use strict';
          const $ = (selector, root = document) => root.querySelector(selector);
          const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
          const nodes = $$('[data-node]');
          const byId = new Map(nodes.map((node, place) => [node.dataset.node, { node, place, before: [], after: [] }]));
          const rows = new Map($$('#nodes tbody tr').map((row) => [row.dataset.row, row]));
          const needs = $$('#needs tbody tr');
          const wires = $$('[data-from]');
          const details = $('#details');
          const status = $('#status');
          const filter = $('#filter');
          let current = nodes[0];
          let shown = null;
          for (const row of needs) {
            byId.get(row.dataset.b).after.push(byId.get(row.dataset.a));
            byId.get(row.dataset.a).before.push(byId.get(row.dataset.b));
          }
          const entry = (node) => byId.get(node.dataset.node);
          const isVisible = (node) => !node.classList.contains('g-dim');

          function focus(node) {
            if (!node) return;
            current.setAttribute('tabindex', '-1');
            current = node;
            node.setAttribute('tabindex', '0');
            node.focus({ preventScroll: true });
            if (shown && shown !== node) show(node);
            node.scrollIntoView({ block: 'nearest', inline: 'nearest' });
          }
          function nearest(list) {
            const { place } = entry(current);
            let best = null;
            for (const other of list) {
              if (!isVisible(other.node)) continue;
              if (!best || Math.abs(other.place - place) < Math.abs(best.place - place)) best = other;
            }
            return best && best.node;
          }
          function sideways(step) {
            const along = nearest(step > 0 ? entry(current).after : entry(current).before);
            if (along) return along;
            const height = (node) => $('.g-box', node).y.baseVal.value;
            const [y, wanted] = [height(current), Number(current.dataset.column) + step];
            let best = null;
            let least = Infinity;
            for (const node of nodes) {
              if (Number(node.dataset.column) !== wanted || !isVisible(node)) continue;
              const far = Math.abs(height(node) - y);
              if (far < least) [best, least] = [node, far];
            }
            return best;
          }
          function vertical(step) {
            for (let i = nodes.indexOf(current) + step; nodes[i]; i += step) if (isVisible(nodes[i])) return nodes[i];
            return null;
          }
          const moves = {
            ArrowRight: () => sideways(1),
            ArrowLeft: () => sideways(-1),
            ArrowDown: () => vertical(1),
            ArrowUp: () => vertical(-1),
            Home: () => nodes.find(isVisible),
            End: () => nodes.filter(isVisible).pop(),
          };

          function element(name, text, parent) {
            const made = document.createElement(name);
            made.textContent = text;
            if (parent) parent.append(made);
            return made;
          }
          function cells(row) {
            const heads = $$('thead th', row.closest('table'));
            return [...row.cells].map((cell, i) => [heads[i].textContent, cell.textContent]);
          }
          function list(title, found) {
            element('h3', title, details);
            if (!found.length) element('p', 'nothing', details);
            for (const row of found) {
              const facts = element('dl', '', details);
              for (const [head, text] of cells(row)) {
                if (!text || text === '–') continue;
                element('dt', head, facts);
                element('dd', text, facts);
              }
            }
          }
          function show(node) {
            close();
            shown = node;
            node.setAttribute('aria-expanded', 'true');
            const id = node.dataset.node;
            const facts = cells(rows.get(id));
            element('h2', facts[0][1], details);
            const line = facts.slice(1).filter(([, text]) => text && text !== '–');
            element('p', line.map(([head, text]) => head + ' ' + text).join(' · '), details);
            const button = element('button', 'Close (Escape)', details);
            button.type = 'button';
            button.addEventListener('click', () => { close(); focus(node); });
            list('Needs', needs.filter((row) => row.dataset.a === id));
            list('Needed by', needs.filter((row) => row.dataset.b === id));
            for (const wire of wires) {
              wire.classList.toggle('g-dim', wire.dataset.from !== id && wire.dataset.to !== id);
            }
            details.scrollTop = 0;
            node.scrollIntoView({ block: 'nearest', inline: 'nearest' });
          }
          function close() {
            if (!shown) return false;
            shown.setAttribute('aria-expanded', 'false');
            shown = null;
            details.replaceChildren();
            apply();
            return true;
          }

          function apply() {
            const wanted = filter.value.trim().toLowerCase();
            let count = 0;
            for (const node of nodes) {
              const row = rows.get(node.dataset.node);
              const fits = !wanted || row.textContent.toLowerCase().includes(wanted);
              node.classList.toggle('g-dim', !fits);
              row.hidden = !fits;
              if (fits) count += 1;
            }
            const fits = (id) => isVisible(byId.get(id).node);
            for (const row of needs) row.hidden = !fits(row.dataset.a) && !fits(row.dataset.b);
            for (const wire of wires) {
              wire.classList.toggle('g-dim', !fits(wire.dataset.from) || !fits(wire.dataset.to));
            }
            status.textContent = wanted ? count + ' of ' + nodes.length + ' nodes' : '';
          }

          if (!nodes.length) return;
          for (const node of nodes) node.setAttribute('aria-expanded', 'false');
          $('#tools').hidden = false;
          filter.addEventListener('input', () => { if (!close()) apply(); });
          filter.addEventListener('keydown', (event) => {
            if (event.key === 'Enter') { event.preventDefault(); focus(nodes.find(isVisible)); }
            if (event.key === 'Escape') { filter.value = ''; apply(); }
          });
          const graph = $('#graph');
          graph.addEventListener('keydown', (event) => {
            const node = event.target.closest('[data-node]');
            if (!node || event.ctrlKey || event.metaKey || event.altKey) return;
            current = node;
            if (moves[event.key]) focus(moves[event.key]());
            else if (event.key === 'Enter' || event.key === ' ') show(node);
            else if (event.key === 'Escape') { if (!close()) $('#after').focus(); }
            else return;
            event.preventDefault();
          });
          details.addEventListener('keydown', (event) => {
            if (event.key === 'Escape' && shown) { const node = shown; close(); focus(node); }
          });
          graph.addEventListener('click', (event) => {
            const node = event.target.closest('[data-node]');
            if (node) { focus(node); show(node); }
          });
          document.addEventListener('click', (event) => {
            const link = event.target.closest('a[href^="#node-"]');
            if (!link) return;
            event.preventDefault();
            focus(document.getElementById(link.hash.slice(1)));
          });
        })();
        """
}
