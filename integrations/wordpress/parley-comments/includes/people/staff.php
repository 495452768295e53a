<?php
/**
 * Who writes for the paper.
 *
 * @package Parley
 */

namespace Parley\Staff;

use Parley\Text;

defined( 'ABSPATH' ) || exit;

/**
 * Whether a user may write articles here.
 *
 * @param int $user_id 0 for a guest.
 * @return bool
 */
function is_staff( int $user_id ): bool {
	return $user_id > 0 && user_can( $user_id, 'edit_posts' );
}

/**
 * The words that stand beside such a user's name: the role, in the site's language.
 *
 * @param int $user_id 0 for a guest.
 * @return string|null Null for readers.
 */
function badge( int $user_id ): ?string {
	$user = is_staff( $user_id ) ? get_userdata( $user_id ) : false;
	$name = $user ? ( wp_roles()->role_names[ reset( $user->roles ) ] ?? null ) : null;
	/**
	 * Filters the words beside a staff member's name.
	 *
	 * @param string|null $badge   The role, or null for none.
	 * @param int         $user_id The user; 0 for a guest.
	 */
	$badge = apply_filters( 'parley_badge', null === $name ? null : translate_user_role( $name ), $user_id );
	return is_string( $badge ) && '' !== $badge ? Text\without_markup( $badge ) : null;
}

/**
 * The reader who is signed in, as the elements know readers.
 *
 * @return array|null `id`, `name` and `role`; null for a guest.
 */
function viewer(): ?array {
	$user = wp_get_current_user();
	if ( 0 === $user->ID ) {
		return null;
	}
	$role = is_staff( $user->ID ) ? 'staff' : 'reader';
	return array(
		'id'   => (string) $user->ID,
		'name' => $user->display_name,
		'role' => current_user_can( 'moderate_comments' ) ? 'moderator' : $role,
	);
}
